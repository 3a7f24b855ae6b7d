package io.hookgate.tenant.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Adds to the OpenAPI document what holds for every route of the API: credentials, problems, and idempotency keys. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {
    private static final String API = "/api/";
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "#/components/schemas/Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSecurityScheme(BEARER, bearer()).addSchema("Problem", problem());
        if (document.getPaths() == null || document.getPaths().getPathItems() == null) {
            return;
        }
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith(API)) {
                item.getOperations().forEach((method, operation) -> describe(method, operation));
            }
        });
    }

    private static void describe(PathItem.HttpMethod method, Operation operation) {
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(BEARER));
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        operation.getResponses().addAPIResponse("default", problemResponse());
        if (method == PathItem.HttpMethod.POST) {
            operation.addParameter(idempotencyKey());
        }
    }

    private static SecurityScheme bearer() {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme(BEARER)
                .description("An API key (hgk_…) or an OpenID Connect access token");
    }

    private static APIResponse problemResponse() {
        return OASFactory.createAPIResponse()
                .description("Refused, or not possible at the moment: 400 for what is malformed or not acceptable, 401"
                        + " without valid credentials, 403 without the right, 404 for what is not there, 409 for a"
                        + " conflict, 413, 415, 422 and 5xx as in HTTP")
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(PROBLEM))));
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .required(false)
                .description("Makes a request that is sent again within 24 hours be carried out once")
                .schema(text().minLength(1).maxLength(255));
    }

    private static Schema problem() {
        Schema fault = OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .addProperty("pointer", text().description("A JSON pointer into the body, or the name of a parameter"))
                .addProperty("reason", text());
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .description("What is wrong (RFC 9457)")
                .required(List.of("type", "title", "status", "detail", "code"))
                .addProperty("type", text().description("A URI that stands for the code"))
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)))
                .addProperty("detail", text().description("For people"))
                .addProperty("code", text().description("For programs; stable"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.ARRAY))
                                .items(fault));
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
    }
}

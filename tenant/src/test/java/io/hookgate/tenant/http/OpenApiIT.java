package io.hookgate.tenant.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.tenant.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenApiIT {
    private JsonPath document;

    @BeforeEach
    void setUp() {
        document = RestAssured.given()
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void describesEveryRouteWithCredentialsAndProblems() {
        assertThat(Routes.all()).allSatisfy(route -> {
            Map<String, Object> operation = document.getMap(
                    "paths.'" + route.path() + "'." + route.method().toLowerCase(Locale.ROOT));
            assertThat(operation).as("%s", route).containsKeys("summary", "security", "tags");
            assertThat(operation.get("responses").toString())
                    .contains("application/problem+json")
                    .contains("#/components/schemas/Problem");
        });
    }

    @Test
    void describesBodies() {
        assertThat(document.getString("paths.'/api/v1/tenants/{tenant}/endpoints'.post.requestBody.content"
                        + ".'application/json'.schema.$ref"))
                .isEqualTo("#/components/schemas/NewEndpoint");
        assertThat(document.getString("paths.'/api/v1/tenants/{tenant}/endpoints/{id}'.patch.requestBody.content"
                        + ".'application/json'.schema.$ref"))
                .isEqualTo("#/components/schemas/NewEndpoint");
        assertThat(document.getList("components.schemas.NewEndpoint.required", String.class))
                .containsExactlyInAnyOrder("name", "url");
        assertThat(document.getString("components.schemas.NewEndpoint.properties.timeout.type"))
                .isEqualTo("number");
        assertThat(document.getString("components.schemas.NewEndpoint.properties.retryPolicy.type"))
                .isEqualTo("object");
        assertThat(document.getString("components.securitySchemes.bearer.scheme"))
                .isEqualTo("bearer");
        assertThat(document.getMap("components.schemas").keySet())
                .contains("Tenant", "Source", "Endpoint", "Subscription", "ApiKey", "Problem");
    }
}

package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.ApplicationId;
import io.hookgate.model.EndpointId;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.http.PathId;
import io.hookgate.tenant.http.RequestBodies;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The endpoints of a tenant. */
@Path("/api/v1/tenants/{tenant}/endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Endpoints")
public class EndpointResource {
    private final EndpointStore store;
    private final EndpointCodec codec;
    private final EndpointScope scope;
    private final TenantContext context;
    private final RequestBodies bodies;

    EndpointResource(
            EndpointStore store,
            EndpointCodec codec,
            EndpointScope scope,
            TenantContext context,
            RequestBodies bodies) {
        this.scope = scope;
        this.store = store;
        this.codec = codec;
        this.context = context;
        this.bodies = bodies;
    }

    /** An endpoint in the API. */
    @Schema(name = "Endpoint")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            UUID id,
            String name,
            String url,

            @Schema(enumeration = {"enabled", "paused", "disabled"})
            String state,

            @Schema(description = "Values that may be credentials are masked")
            Map<String, String> headers,

            @Nullable Integer rateLimit,
            @Schema(description = "Seconds") BigDecimal timeout,
            @Schema(type = SchemaType.OBJECT) JsonNode retryPolicy,
            String payload,
            @Nullable UUID applicationId,
            Instant createdAt,
            Instant updatedAt,

            @Schema(description = "whsec_… as of Standard Webhooks; only in the answer to the request that made it")
            @Nullable
            String signingSecret) {

        @Override
        public String toString() {
            return "View[" + id + "]";
        }
    }

    /** A signing secret in the API. */
    @Schema(name = "SigningSecret")
    public record SecretView(
            @Schema(examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            String signingSecret) {

        @Override
        public String toString() {
            return "SecretView[***]";
        }
    }

    /** Makes an endpoint. */
    @POST
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Make an endpoint; the answer has its signing secret")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid NewEndpoint endpoint) {
        return store.create(context.tenantId(), confined(EndpointSettings.of(endpoint), endpoint.applicationId()))
                .map(row -> RestResponse.status(
                        RestResponse.Status.CREATED,
                        view(row, codec.secrets(row).current().reveal())));
    }

    /** Lists the endpoints. */
    @GET
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "The endpoints of the tenant")
    public Uni<Page<View>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return store.list(context.tenantId(), context.application(), page)
                .map(rows -> page.page(rows, row -> row.id, this::view));
    }

    /** Shows an endpoint. */
    @GET
    @Path("{id}")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "An endpoint")
    public Uni<View> get(@PathParam("id") String id) {
        return store.get(context.tenantId(), endpointId(id)).map(this::view);
    }

    /** Changes an endpoint. */
    @PATCH
    @Path("{id}")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(
            summary = "Change an endpoint",
            description =
                    "Fields that are absent stay; null sets a field back to its default. The headers are changed one"
                            + " by one, and null takes one away.")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<View> change(
            @PathParam("id") String id,
            @RequestBody(content = @Content(schema = @Schema(implementation = NewEndpoint.class))) JsonNode patch) {
        return store.change(context.tenantId(), endpointId(id), settings -> patched(settings, patch))
                .map(this::view);
    }

    /** Deletes an endpoint. */
    @DELETE
    @Path("{id}")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Delete an endpoint that no subscription leads to")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "A subscription leads to it")
    public Uni<Void> delete(@PathParam("id") String id) {
        return store.delete(context.tenantId(), endpointId(id));
    }

    /** Shows the signing secret. */
    @GET
    @Path("{id}/secret")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "The current signing secret")
    public Uni<SecretView> secret(@PathParam("id") String id) {
        return store.get(context.tenantId(), endpointId(id)).map(this::secretView);
    }

    /** Makes a new signing secret. */
    @POST
    @Path("{id}/secret/rotate")
    @Consumes(MediaType.WILDCARD)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Make a new signing secret; deliveries are signed with the old one too for 24 hours")
    public Uni<SecretView> rotateSecret(@PathParam("id") String id) {
        return store.rotateSecret(context.tenantId(), endpointId(id)).map(this::secretView);
    }

    /** Has deliveries sent. */
    @POST
    @Path("{id}/enable")
    @Consumes(MediaType.WILDCARD)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Have deliveries sent again")
    public Uni<View> enable(@PathParam("id") String id) {
        return setState(id, EndpointState.ENABLED);
    }

    /** Holds deliveries back. */
    @POST
    @Path("{id}/pause")
    @Consumes(MediaType.WILDCARD)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Hold deliveries back; they wait")
    public Uni<View> pause(@PathParam("id") String id) {
        return setState(id, EndpointState.PAUSED);
    }

    /** Switches the endpoint off. */
    @POST
    @Path("{id}/disable")
    @Consumes(MediaType.WILDCARD)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Switch an endpoint off; deliveries wait")
    public Uni<View> disable(@PathParam("id") String id) {
        return setState(id, EndpointState.DISABLED);
    }

    private Uni<View> setState(String id, EndpointState state) {
        return store.setState(context.tenantId(), endpointId(id), state).map(this::view);
    }

    private EndpointSettings patched(EndpointSettings settings, JsonNode patch) {
        NewEndpoint posted = bodies.patched(settings.toPosted(), patch, NewEndpoint.class, "headers");
        EndpointSettings changed = EndpointSettings.of(new NewEndpoint(
                posted.name(),
                posted.url(),
                posted.headers() == null ? null : StaticHeaders.unmasked(posted.headers(), settings.headers()),
                posted.rateLimit(),
                posted.timeout(),
                posted.retryPolicy(),
                posted.payload(),
                posted.applicationId()));
        return confined(changed, posted.applicationId());
    }

    /** A subscriber's endpoints stay with its application. */
    private EndpointSettings confined(EndpointSettings settings, @Nullable String wanted) {
        Optional<ApplicationId> own = context.application();
        if (own.isEmpty()) {
            return settings;
        }
        if (wanted != null && !own.get().toString().equalsIgnoreCase(wanted)) {
            throw EndpointSettings.unknownApplication();
        }
        return settings.of(own.get());
    }

    private View view(EndpointEntity row) {
        return view(row, null);
    }

    private View view(EndpointEntity row, @Nullable String signingSecret) {
        EndpointSettings settings = codec.settings(row);
        return new View(
                row.id,
                settings.name(),
                settings.url().toString(),
                row.state,
                StaticHeaders.masked(settings.headers()),
                settings.rateLimit(),
                Seconds.of(settings.timeout()),
                RetryPolicyJson.write(settings.retryPolicy()),
                row.payload,
                row.applicationId,
                row.createdAt,
                row.updatedAt,
                signingSecret);
    }

    private SecretView secretView(EndpointEntity row) {
        return new SecretView(codec.secrets(row).current().reveal());
    }

    private EndpointId endpointId(String id) {
        return scope.require(PathId.parse(id, EndpointId::parse, "endpoint"));
    }
}

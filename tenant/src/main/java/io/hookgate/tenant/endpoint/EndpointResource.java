package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.EndpointId;
import io.hookgate.tenant.ClientTls;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.Limits;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.http.PathId;
import io.hookgate.tenant.http.RequestBodies;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    /** How long receivers have to change over to a new signing secret. */
    private static final Duration GRACE = Duration.ofHours(24);

    private static final String BY_USER = "by-user";

    private final EndpointStore store;
    private final EndpointCodec codec;
    private final SchemePolicy schemes;
    private final TenantContext context;
    private final RequestBodies bodies;

    EndpointResource(
            EndpointStore store,
            EndpointCodec codec,
            SchemePolicy schemes,
            TenantContext context,
            RequestBodies bodies) {
        this.store = store;
        this.codec = codec;
        this.schemes = schemes;
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

            @Schema(
                    description = "Why it is not enabled",
                    enumeration = {"by-user", "gone", "failing"})
            @Nullable
            String stateReason,

            @Schema(description = "Values that may be credentials are masked")
            Map<String, String> headers,

            List<String> signatures,

            @Schema(description = "whpk_… of the current key, if deliveries are signed by v1a") @Nullable
            String publicKey,

            @Schema(type = SchemaType.OBJECT, description = "Secrets are masked")
            JsonNode authentication,

            @Schema(type = SchemaType.OBJECT, description = "The key is masked") @Nullable
            JsonNode tls,

            @Nullable Integer rateLimit,
            @Nullable Integer concurrency,
            @Schema(description = "Seconds") BigDecimal connectTimeout,
            @Schema(description = "Seconds") BigDecimal timeout,
            @Schema(type = SchemaType.OBJECT) JsonNode circuitBreaker,
            @Schema(type = SchemaType.OBJECT) JsonNode retryPolicy,

            @Schema(description = "Seconds; 0 for never") BigDecimal disableAfter,

            String payload,
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

    /**
     * A rotation to be made.
     *
     * @param graceSeconds how long the old secret and key go on; a day if absent
     */
    @Schema(name = "Rotation")
    public record Rotation(
            @Min(0) @Max(604_800) @Schema(defaultValue = "86400") @Nullable
            Integer graceSeconds) {}

    /** A signing secret in the API. */
    @Schema(name = "SigningSecret")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SecretView(
            @Schema(examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            String signingSecret,

            @Schema(description = "whpk_… of the current key, if there is one") @Nullable
            String publicKey) {

        @Override
        public String toString() {
            return "SecretView[***]";
        }
    }

    /** Makes an endpoint. */
    @POST
    @Requires(Role.OPERATOR)
    @Operation(summary = "Make an endpoint; the answer has its signing secret")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid NewEndpoint endpoint) {
        return store.create(context.tenantId(), schemes.checked(context.tenantId(), EndpointSettings.of(endpoint)))
                .map(row -> RestResponse.status(
                        RestResponse.Status.CREATED,
                        view(row, codec.secrets(row).current().reveal())));
    }

    /** Lists the endpoints. */
    @GET
    @Requires(Role.VIEWER)
    @Operation(summary = "The endpoints of the tenant")
    public Uni<Page<View>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return store.list(context.tenantId(), page).map(rows -> page.page(rows, row -> row.id, this::view));
    }

    /** Shows an endpoint. */
    @GET
    @Path("{id}")
    @Requires(Role.VIEWER)
    @Operation(summary = "An endpoint")
    public Uni<View> get(@PathParam("id") String id) {
        return store.get(context.tenantId(), endpointId(id)).map(this::view);
    }

    /** Changes an endpoint. */
    @PATCH
    @Path("{id}")
    @Requires(Role.OPERATOR)
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
        return store.change(
                        context.tenantId(),
                        endpointId(id),
                        settings -> schemes.checked(context.tenantId(), patched(settings, patch)))
                .map(this::view);
    }

    /** Deletes an endpoint. */
    @DELETE
    @Path("{id}")
    @Requires(Role.OPERATOR)
    @Operation(summary = "Delete an endpoint that no subscription leads to")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "A subscription leads to it")
    public Uni<Void> delete(@PathParam("id") String id) {
        return store.delete(context.tenantId(), endpointId(id));
    }

    /** Shows the signing secret. */
    @GET
    @Path("{id}/secret")
    @Requires(Role.OPERATOR)
    @Operation(summary = "The current signing secret")
    public Uni<SecretView> secret(@PathParam("id") String id) {
        return store.get(context.tenantId(), endpointId(id)).map(this::secretView);
    }

    /** Makes a new signing secret. */
    @POST
    @Path("{id}/secret/rotate")
    @Consumes(MediaType.WILDCARD)
    @Requires(Role.OPERATOR)
    @Operation(
            summary = "Make a new signing secret, and a new key if there is one",
            description = "Deliveries are signed with the old one too for 24 hours, or for graceSeconds.")
    public Uni<SecretView> rotateSecret(@PathParam("id") String id, @Valid @Nullable Rotation rotation) {
        Duration grace = rotation == null || rotation.graceSeconds() == null
                ? GRACE
                : Duration.ofSeconds(rotation.graceSeconds());
        return store.rotate(context.tenantId(), endpointId(id), grace).map(this::secretView);
    }

    /** Has deliveries sent. */
    @POST
    @Path("{id}/enable")
    @Consumes(MediaType.WILDCARD)
    @Requires(Role.OPERATOR)
    @Operation(summary = "Have deliveries sent again")
    public Uni<View> enable(@PathParam("id") String id) {
        return setState(id, EndpointState.ENABLED, null);
    }

    /** Holds deliveries back. */
    @POST
    @Path("{id}/pause")
    @Consumes(MediaType.WILDCARD)
    @Requires(Role.OPERATOR)
    @Operation(summary = "Hold deliveries back; they wait")
    public Uni<View> pause(@PathParam("id") String id) {
        return setState(id, EndpointState.PAUSED, BY_USER);
    }

    /** Switches the endpoint off. */
    @POST
    @Path("{id}/disable")
    @Consumes(MediaType.WILDCARD)
    @Requires(Role.OPERATOR)
    @Operation(summary = "Switch an endpoint off; deliveries wait")
    public Uni<View> disable(@PathParam("id") String id) {
        return setState(id, EndpointState.DISABLED, BY_USER);
    }

    private Uni<View> setState(String id, EndpointState state, @Nullable String reason) {
        return store.setState(context.tenantId(), endpointId(id), state, reason).map(this::view);
    }

    private EndpointSettings patched(EndpointSettings settings, JsonNode patch) {
        NewEndpoint posted = bodies.patched(settings.toPosted(), patch, NewEndpoint.class, "headers");
        return EndpointSettings.of(posted.unmasked(settings));
    }

    private View view(EndpointEntity row) {
        return view(row, null);
    }

    private View view(EndpointEntity row, @Nullable String signingSecret) {
        EndpointSettings settings = codec.settings(row);
        Limits limits = settings.limits();
        return new View(
                row.id,
                settings.name(),
                settings.url().toString(),
                row.state,
                row.stateReason,
                StaticHeaders.masked(settings.headers()),
                SignatureScheme.write(settings.signatures()),
                settings.signatures().contains(SignatureScheme.V1A) ? publicKey(row) : null,
                AuthenticationJson.masked(settings.authentication()),
                settings.tls().equals(ClientTls.USUAL) ? null : ClientTlsJson.masked(settings.tls()),
                EndpointSettings.boxed(limits.rate()),
                EndpointSettings.boxed(limits.concurrency()),
                Seconds.of(limits.connectTimeout()),
                Seconds.of(limits.timeout()),
                BreakerJson.write(limits.breaker()),
                RetryPolicyJson.write(settings.retryPolicy()),
                Seconds.of(settings.disableAfter().orElse(Duration.ZERO)),
                row.payload,
                row.createdAt,
                row.updatedAt,
                signingSecret);
    }

    private SecretView secretView(EndpointEntity row) {
        return new SecretView(codec.secrets(row).current().reveal(), publicKey(row));
    }

    private @Nullable String publicKey(EndpointEntity row) {
        return codec.keys(row).map(keys -> keys.current().revealPublic()).orElse(null);
    }

    private static EndpointId endpointId(String id) {
        return PathId.parse(id, EndpointId::parse, "endpoint");
    }
}

package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.ApplicationId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.ClientTls;
import io.hookgate.tenant.EndpointDeliveries;
import io.hookgate.tenant.EndpointHealth;
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
import jakarta.validation.constraints.Pattern;
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
    /** How long receivers have to change over to a new signing secret. */
    private static final Duration GRACE = Duration.ofHours(24);

    private static final String BY_USER = "by-user";

    private final EndpointStore store;
    private final EndpointCodec codec;
    private final EndpointScope scope;
    private final SchemePolicy schemes;
    private final EndpointDeliveries deliveries;
    private final TenantContext context;
    private final RequestBodies bodies;

    EndpointResource(
            EndpointStore store,
            EndpointCodec codec,
            EndpointScope scope,
            SchemePolicy schemes,
            EndpointDeliveries deliveries,
            TenantContext context,
            RequestBodies bodies) {
        this.store = store;
        this.codec = codec;
        this.scope = scope;
        this.schemes = schemes;
        this.deliveries = deliveries;
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
            @Nullable UUID applicationId,
            Health health,
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
     * How the endpoint fares.
     *
     * @param disablesAt when it will be disabled if nothing but failures goes on
     */
    @Schema(name = "EndpointHealth")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Health(
            @Schema(enumeration = {"unknown", "healthy", "failing"})
            String status,

            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable String lastError,
            @Nullable Instant failingSince,
            @Nullable Instant disablesAt,
            Breaker circuitBreaker) {

        static Health of(EndpointHealth health, Optional<Duration> disableAfter) {
            boolean isKnown =
                    health.lastSuccessAt().isPresent() || health.lastFailureAt().isPresent();
            String status = health.failingSince().isPresent() ? "failing" : isKnown ? "healthy" : "unknown";
            return new Health(
                    status,
                    health.lastSuccessAt().orElse(null),
                    health.lastFailureAt().orElse(null),
                    health.lastError().orElse(null),
                    health.failingSince().orElse(null),
                    health.failingSince()
                            .flatMap(since -> disableAfter.map(since::plus))
                            .orElse(null),
                    new Breaker(health.breaker(), health.breakerSince().orElse(null)));
        }
    }

    /**
     * The circuit breaker; where nodes differ, the least closed one.
     *
     * @param since when it came to this state, unless it is closed
     */
    @Schema(name = "CircuitBreakerState")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Breaker(
            @Schema(enumeration = {"closed", "open", "half-open"})
            String state,

            @Nullable Instant since) {}

    /**
     * What becomes of the deliveries that wait for the endpoint.
     *
     * @param pending {@code deliver} (the default) or {@code drop}
     */
    @Schema(name = "Enabling")
    public record Enabling(
            @Pattern(regexp = "deliver|drop", message = "must be 'deliver' or 'drop'")
            @Schema(
                    enumeration = {"deliver", "drop"},
                    defaultValue = "deliver")
            @Nullable
            String pending) {}

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
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Make an endpoint; the answer has its signing secret")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid NewEndpoint endpoint) {
        return store.create(
                        context.tenantId(),
                        schemes.checked(
                                context.tenantId(), confined(EndpointSettings.of(endpoint), endpoint.applicationId())))
                .map(row -> RestResponse.status(
                        RestResponse.Status.CREATED,
                        view(
                                row,
                                EndpointHealth.UNKNOWN,
                                codec.secrets(row).current().reveal())));
    }

    /** Lists the endpoints. */
    @GET
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "The endpoints of the tenant")
    public Uni<Page<View>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        TenantId tenantId = context.tenantId();
        return store.list(tenantId, context.application(), page).chain(rows -> {
            List<EndpointId> listed =
                    rows.stream().map(row -> new EndpointId(row.id)).toList();
            return deliveries
                    .health(tenantId, listed)
                    .map(health -> page.page(
                            rows,
                            row -> row.id,
                            row -> view(
                                    row, health.getOrDefault(new EndpointId(row.id), EndpointHealth.UNKNOWN), null)));
        });
    }

    /** Shows an endpoint. */
    @GET
    @Path("{id}")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "An endpoint")
    public Uni<View> get(@PathParam("id") String id) {
        return store.get(context.tenantId(), endpointId(id)).chain(this::view);
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
        TenantId tenantId = context.tenantId();
        return store.change(tenantId, endpointId(id), settings -> schemes.checked(tenantId, patched(settings, patch)))
                .chain(this::view);
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
    @Operation(
            summary = "Make a new signing secret, and a new key if there is one",
            description = "Deliveries are signed with the old one too for 24 hours, or for graceSeconds.")
    public Uni<SecretView> rotateSecret(
            @PathParam("id") String id,
            @RequestBody(required = false, content = @Content(schema = @Schema(implementation = Rotation.class)))
                    @Nullable
                    String body) {
        Integer seconds =
                bodies.optional(body, Rotation.class, new Rotation(null)).graceSeconds();
        Duration grace = seconds == null ? GRACE : Duration.ofSeconds(seconds);
        return store.rotate(context.tenantId(), endpointId(id), grace).map(this::secretView);
    }

    /** Has deliveries sent. */
    @POST
    @Path("{id}/enable")
    @Consumes(MediaType.WILDCARD)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(
            summary = "Have deliveries sent again",
            description = "What has been waiting is delivered, or with {\"pending\": \"drop\"} cancelled.")
    public Uni<View> enable(
            @PathParam("id") String id,
            @RequestBody(required = false, content = @Content(schema = @Schema(implementation = Enabling.class)))
                    @Nullable
                    String body) {
        TenantId tenantId = context.tenantId();
        EndpointId endpointId = endpointId(id);
        boolean drops = "drop"
                .equals(bodies.optional(body, Enabling.class, new Enabling(null))
                        .pending());
        return store.get(tenantId, endpointId)
                .chain(row -> drops
                        ? deliveries.drop(tenantId, endpointId)
                        : Uni.createFrom().item(0))
                .chain(dropped -> deliveries.forgive(tenantId, endpointId))
                .chain(forgiven -> setState(id, EndpointState.ENABLED, null));
    }

    /** Holds deliveries back. */
    @POST
    @Path("{id}/pause")
    @Consumes(MediaType.WILDCARD)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Hold deliveries back; they wait")
    public Uni<View> pause(@PathParam("id") String id) {
        return setState(id, EndpointState.PAUSED, BY_USER);
    }

    /** Switches the endpoint off. */
    @POST
    @Path("{id}/disable")
    @Consumes(MediaType.WILDCARD)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Switch an endpoint off; deliveries wait")
    public Uni<View> disable(@PathParam("id") String id) {
        return setState(id, EndpointState.DISABLED, BY_USER);
    }

    private Uni<View> setState(String id, EndpointState state, @Nullable String reason) {
        return store.setState(context.tenantId(), endpointId(id), state, reason).chain(this::view);
    }

    private EndpointSettings patched(EndpointSettings settings, JsonNode patch) {
        NewEndpoint posted = bodies.patched(settings.toPosted(), patch, NewEndpoint.class, "headers");
        return confined(EndpointSettings.of(posted.unmasked(settings)), posted.applicationId());
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

    private Uni<View> view(EndpointEntity row) {
        EndpointId id = new EndpointId(row.id);
        return deliveries
                .health(new TenantId(row.tenantId), List.of(id))
                .map(health -> view(row, health.getOrDefault(id, EndpointHealth.UNKNOWN), null));
    }

    private View view(EndpointEntity row, EndpointHealth health, @Nullable String signingSecret) {
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
                row.applicationId,
                Health.of(health, settings.disableAfter()),
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

    private EndpointId endpointId(String id) {
        return scope.require(PathId.parse(id, EndpointId::parse, "endpoint"));
    }
}

package io.hookgate.delivery.api;

import io.hookgate.delivery.dispatch.RetryClock;
import io.hookgate.delivery.history.DeliveryHistory;
import io.hookgate.delivery.history.Interventions;
import io.hookgate.delivery.history.TestEvents;
import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.endpoint.EndpointScope;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.PathId;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What can be done with the deliveries of one endpoint. */
@Path("/api/v1/tenants/{tenant}/endpoints/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Endpoints")
public class EndpointDeliveriesResource {
    /** Deliveries that one request opens again, at most. */
    static final int MOST_RECOVERED = 10_000;

    private static final String ENDPOINT = "endpoint";

    private final Configuration configuration;
    private final TestEvents testEvents;
    private final DeliveryHistory deliveries;
    private final Interventions interventions;
    private final RetryClock retryClock;
    private final Clock clock;
    private final EndpointScope scope;
    private final TenantContext context;

    EndpointDeliveriesResource(
            Configuration configuration,
            TestEvents testEvents,
            DeliveryHistory deliveries,
            Interventions interventions,
            RetryClock retryClock,
            Clock clock,
            EndpointScope scope,
            TenantContext context) {
        this.scope = scope;
        this.configuration = configuration;
        this.testEvents = testEvents;
        this.deliveries = deliveries;
        this.interventions = interventions;
        this.retryClock = retryClock;
        this.clock = clock;
        this.context = context;
    }

    /**
     * Which dead deliveries are to be sent again.
     *
     * @param since made then or later
     * @param until made before then; now if it is absent
     */
    @Schema(name = "Recovery")
    public record Recovery(
            @Schema(required = true) @Nullable OffsetDateTime since,
            @Nullable OffsetDateTime until) {}

    /**
     * What was done.
     *
     * @param recovered deliveries that are due again
     * @param more whether there may be further ones: ask again
     */
    @Schema(name = "Recovered")
    public record Recovered(int recovered, boolean more) {}

    /** Sends a test event. */
    @POST
    @Path("test")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Send a test event of type hookgate.test to the endpoint, as a delivery like any other")
    @APIResponse(
            responseCode = "202",
            description = "The delivery",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @APIResponse(responseCode = "409", description = "The endpoint is not enabled")
    public Uni<RestResponse<DeliveryView>> test(@PathParam("id") String id) {
        TenantId tenantId = context.tenantId();
        Endpoint endpoint = endpoint(tenantId, id);
        if (endpoint.state() != EndpointState.ENABLED) {
            throw new ApiProblem(409, "endpoint-not-enabled", "The endpoint is not enabled.");
        }
        return testEvents
                .send(tenantId, endpoint.id())
                .flatMap(deliveryId -> deliveries.find(tenantId, List.of(deliveryId)))
                .invoke(made -> retryClock.refill(tenantId, endpoint.id()))
                .map(made -> RestResponse.status(RestResponse.Status.ACCEPTED, DeliveryView.of(made.get(0))));
    }

    /** Sends dead deliveries again. */
    @POST
    @Path("recover")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Send dead deliveries of the endpoint again, up to 10000 with one request")
    @APIResponse(
            responseCode = "202",
            description = "They are due",
            content = @Content(schema = @Schema(implementation = Recovered.class)))
    public Uni<RestResponse<Recovered>> recover(@PathParam("id") String id, @Nullable Recovery recovery) {
        TenantId tenantId = context.tenantId();
        Endpoint endpoint = endpoint(tenantId, id);
        if (recovery == null || recovery.since() == null) {
            throw ApiProblem.invalid("/since", "A time is needed.");
        }
        Instant since = recovery.since().toInstant();
        Instant until =
                recovery.until() == null ? clock.instant() : recovery.until().toInstant();
        return interventions
                .recover(tenantId, endpoint.id(), since, until, MOST_RECOVERED)
                .invoke(opened -> retryClock.refill(tenantId, endpoint.id()))
                .map(opened -> RestResponse.status(
                        RestResponse.Status.ACCEPTED, new Recovered(opened, opened == MOST_RECOVERED)));
    }

    private Endpoint endpoint(TenantId tenantId, String id) {
        EndpointId endpointId = scope.require(PathId.parse(id, EndpointId::parse, ENDPOINT));
        return configuration.endpoint(tenantId, endpointId).orElseThrow(() -> ApiProblem.notFound(ENDPOINT));
    }
}

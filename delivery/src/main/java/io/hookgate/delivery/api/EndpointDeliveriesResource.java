package io.hookgate.delivery.api;

import io.hookgate.delivery.bulk.JobScope;
import io.hookgate.delivery.dispatch.RetryClock;
import io.hookgate.delivery.history.DeliveryHistory;
import io.hookgate.delivery.history.DeliveryStatus;
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
    private static final String ENDPOINT = "endpoint";

    private final Configuration configuration;
    private final TestEvents testEvents;
    private final DeliveryHistory deliveries;
    private final JobStart jobs;
    private final RetryClock retryClock;
    private final EndpointScope scope;
    private final TenantContext context;

    EndpointDeliveriesResource(
            Configuration configuration,
            TestEvents testEvents,
            DeliveryHistory deliveries,
            JobStart jobs,
            RetryClock retryClock,
            EndpointScope scope,
            TenantContext context) {
        this.scope = scope;
        this.configuration = configuration;
        this.testEvents = testEvents;
        this.deliveries = deliveries;
        this.jobs = jobs;
        this.retryClock = retryClock;
        this.context = context;
    }

    /**
     * Which failed deliveries are to be attempted again.
     *
     * @param since made then or later
     * @param until made before then; now if it is absent
     * @param ratePerSecond how many in a second at most
     */
    @Schema(name = "Recovery")
    public record Recovery(
            @Schema(required = true) @Nullable OffsetDateTime since,
            @Nullable OffsetDateTime until,
            @Nullable Integer ratePerSecond) {}

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

    /** Sends again whatever has failed. */
    @POST
    @Path("recover")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(
            summary = "Attempt everything again that has failed at the endpoint",
            description =
                    "Dead deliveries are opened again, those that wait for their next attempt are brought forward.")
    @APIResponse(
            responseCode = "202",
            description = "The job that does it",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(responseCode = "409", description = "The tenant has too many unfinished jobs")
    public Uni<RestResponse<JobView>> recover(@PathParam("id") String id, @Nullable Recovery recovery) {
        TenantId tenantId = context.tenantId();
        Endpoint endpoint = endpoint(tenantId, id);
        JobScope failed = new JobScope.Retry(
                List.of(DeliveryStatus.RETRYING, DeliveryStatus.DEAD),
                JobStart.beginning("/since", recovery == null ? null : recovery.since()),
                jobs.end(recovery == null ? null : recovery.until()),
                endpoint.id().value(),
                null,
                null,
                null);
        return jobs.start(tenantId, failed, recovery == null ? null : recovery.ratePerSecond());
    }

    private Endpoint endpoint(TenantId tenantId, String id) {
        EndpointId endpointId = scope.require(PathId.parse(id, EndpointId::parse, ENDPOINT));
        return configuration.endpoint(tenantId, endpointId).orElseThrow(() -> ApiProblem.notFound(ENDPOINT));
    }
}

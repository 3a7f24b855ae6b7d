package io.hookgate.delivery.api;

import io.hookgate.delivery.bulk.JobScope;
import io.hookgate.delivery.dispatch.RetryClock;
import io.hookgate.delivery.history.DeliveryFilter;
import io.hookgate.delivery.history.DeliveryHistory;
import io.hookgate.delivery.history.DeliveryStatus;
import io.hookgate.delivery.history.DeliverySummary;
import io.hookgate.delivery.history.EventHistory;
import io.hookgate.delivery.history.Interventions;
import io.hookgate.delivery.history.Span;
import io.hookgate.delivery.history.StoredEvent;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.endpoint.EndpointScope;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PathId;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The deliveries of a tenant. */
@Path("/api/v1/tenants/{tenant}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries")
public class DeliveryResource {
    private static final String DELIVERY = "delivery";

    private final DeliveryHistory deliveries;
    private final EventHistory events;
    private final Interventions interventions;
    private final JobStart jobs;
    private final RetryClock clock;
    private final EndpointScope scope;
    private final TenantContext context;

    DeliveryResource(
            DeliveryHistory deliveries,
            EventHistory events,
            Interventions interventions,
            JobStart jobs,
            RetryClock clock,
            EndpointScope scope,
            TenantContext context) {
        this.scope = scope;
        this.deliveries = deliveries;
        this.events = events;
        this.interventions = interventions;
        this.jobs = jobs;
        this.clock = clock;
        this.context = context;
    }

    /** Lists deliveries, the newest first. */
    @GET
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "Deliveries, the newest first")
    public Uni<Page<DeliveryView>> list(
            @Parameter(
                            description = "Several are separated by commas",
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "pending",
                                                "delivering",
                                                "retrying",
                                                "delivered",
                                                "dead",
                                                "cancelled"
                                            }))
                    @QueryParam("status")
                    @Nullable
                    String status,
            @QueryParam("endpointId") @Nullable String endpointId,
            @QueryParam("subscriptionId") @Nullable String subscriptionId,
            @QueryParam("eventId") @Nullable String eventId,
            @Parameter(description = "Why it ended without success, for example attempts-exhausted")
                    @QueryParam("cause")
                    @Nullable
                    String cause,
            @Parameter(description = "Of the response to the attempt that ended it") @QueryParam("statusCode") @Nullable
                    String statusCode,
            @Parameter(description = "Made then or later") @QueryParam("from") @Nullable String from,
            @Parameter(description = "Made before then") @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Slice slice = Slice.of(limit, cursor);
        DeliveryFilter filter = new DeliveryFilter(
                Span.of(Parameters.time("from", from), Parameters.time("to", to), slice.cursor()),
                status == null ? Set.of() : statuses(status),
                Parameters.id("endpointId", endpointId, EndpointId::new),
                Parameters.id("subscriptionId", subscriptionId, SubscriptionId::new),
                Parameters.text("cause", cause),
                Parameters.number("statusCode", statusCode),
                scope.confined().orElse(null));
        EventId event = Parameters.id("eventId", eventId, EventId::new);
        TenantId tenantId = context.tenantId();
        Uni<List<DeliverySummary>> found =
                event == null ? deliveries.list(tenantId, filter) : ofEvent(tenantId, event, filter);
        return found.map(rows -> slice.page(rows, row -> row.id().value(), DeliveryView::of));
    }

    /** An event knows its deliveries, which are few. */
    private Uni<List<DeliverySummary>> ofEvent(TenantId tenantId, EventId eventId, DeliveryFilter filter) {
        return events.get(tenantId, eventId)
                .map(event -> event.map(StoredEvent::deliveries).orElse(List.of()))
                .flatMap(ids -> deliveries.find(tenantId, ids))
                .map(found -> found.stream().filter(filter::wants).toList());
    }

    private static Set<DeliveryStatus> statuses(String codes) {
        return Arrays.stream(codes.split(",", -1)).map(DeliveryResource::status).collect(Collectors.toSet());
    }

    private static DeliveryStatus status(String code) {
        return DeliveryStatus.ofCode(code)
                .orElseThrow(() -> ApiProblem.invalid(
                        "status",
                        "The status of a delivery is pending, delivering, retrying, delivered, dead or cancelled."));
    }

    /** Shows a delivery. */
    @GET
    @Path("{id}")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "A delivery with its attempts")
    public Uni<DeliveryView> get(@PathParam("id") String id) {
        return show(context.tenantId(), deliveryId(id));
    }

    /** Attempts a delivery now. */
    @POST
    @Path("{id}/retry")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(
            summary = "Attempt a delivery now",
            description =
                    "One that waits is brought forward; one that has ended is opened again, under the same webhook-id.")
    @APIResponse(
            responseCode = "202",
            description = "It is due now",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @APIResponse(responseCode = "409", description = "It is being attempted at this moment, or waits for another one")
    public Uni<RestResponse<DeliveryView>> retry(@PathParam("id") String id) {
        TenantId tenantId = context.tenantId();
        DeliveryId deliveryId = deliveryId(id);
        return visible(tenantId, deliveryId)
                .chain(() -> interventions.bringForward(tenantId, deliveryId))
                .flatMap(done -> done ? Uni.createFrom().item(true) : interventions.redrive(tenantId, deliveryId))
                .flatMap(done -> done ? due(tenantId, deliveryId) : refuse(tenantId, deliveryId));
    }

    private Uni<RestResponse<DeliveryView>> due(TenantId tenantId, DeliveryId id) {
        return show(tenantId, id)
                .invoke(clock::wake)
                .map(view -> RestResponse.status(RestResponse.Status.ACCEPTED, view));
    }

    /**
     * Which deliveries are to be attempted again; what is absent does not matter.
     *
     * @param status one of dead (the default), retrying, cancelled and delivered, or several, separated by commas
     * @param from made then or later
     * @param to made before then; now if it is absent
     * @param cause why they ended without success
     * @param statusCode of the response to the attempt that ended them
     * @param ratePerSecond how many in a second at most
     */
    @Schema(name = "BulkRetry")
    public record BulkRetry(
            @Nullable String status,
            @Schema(required = true) @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime to,
            @Nullable UUID endpointId,
            @Nullable UUID subscriptionId,
            @Nullable String cause,
            @Nullable Integer statusCode,
            @Nullable Integer ratePerSecond) {}

    /** Attempts many deliveries again. */
    @POST
    @Path("retry")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    @Operation(
            summary = "Attempt all deliveries again that a filter finds",
            description = "Each under its old webhook-id. Live traffic goes first.")
    @APIResponse(
            responseCode = "202",
            description = "The job that does it",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(responseCode = "409", description = "The tenant has too many unfinished jobs")
    public Uni<RestResponse<JobView>> retryAll(@NotNull BulkRetry retry) {
        JobScope scope = new JobScope.Retry(
                retryable(retry),
                JobStart.beginning("/from", retry.from()),
                jobs.end(retry.to()),
                retry.endpointId(),
                retry.subscriptionId(),
                Parameters.text("/cause", retry.cause()),
                retry.statusCode());
        return jobs.start(context.tenantId(), scope, retry.ratePerSecond());
    }

    private static List<DeliveryStatus> retryable(BulkRetry retry) {
        Set<DeliveryStatus> statuses = retry.status() == null ? Set.of(DeliveryStatus.DEAD) : statuses(retry.status());
        boolean ofEnded = retry.cause() != null || retry.statusCode() != null;
        for (DeliveryStatus status : statuses) {
            if (!status.isEnded() && (ofEnded || status != DeliveryStatus.RETRYING)) {
                throw ApiProblem.invalid(
                        "/status",
                        "Deliveries can be retried that are dead, cancelled or delivered, or, without a cause or status"
                                + " code, retrying.");
            }
        }
        return statuses.stream().sorted().toList();
    }

    /** Cancels a delivery. */
    @POST
    @Path("{id}/cancel")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Cancel a delivery that waits")
    @APIResponse(
            responseCode = "200",
            description = "It is cancelled",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @APIResponse(responseCode = "409", description = "It has ended, or is being attempted at this moment")
    public Uni<RestResponse<DeliveryView>> cancel(@PathParam("id") String id) {
        TenantId tenantId = context.tenantId();
        DeliveryId deliveryId = deliveryId(id);
        return visible(tenantId, deliveryId)
                .chain(() -> interventions.cancel(tenantId, deliveryId))
                .flatMap(done -> done
                        ? show(tenantId, deliveryId)
                                .invoke(view -> clock.refill(tenantId, new EndpointId(view.endpointId())))
                                .map(RestResponse::ok)
                        : refuse(tenantId, deliveryId));
    }

    /** Lets those go on that wait behind a dead delivery. */
    @POST
    @Path("{id}/skip")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(
            summary = "Go on without a dead delivery",
            description =
                    "For an ordered subscription with onFailure park: those behind it wait no longer. It stays dead,"
                            + " and can still be retried.")
    @APIResponse(
            responseCode = "200",
            description = "Those behind it go on",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @APIResponse(responseCode = "409", description = "No delivery waits for a decision about it")
    public Uni<DeliveryView> skip(@PathParam("id") String id) {
        TenantId tenantId = context.tenantId();
        DeliveryId deliveryId = deliveryId(id);
        return visible(tenantId, deliveryId)
                .chain(() -> interventions.skip(tenantId, deliveryId))
                .flatMap(freed -> show(tenantId, deliveryId).invoke(view -> {
                    if (freed.isEmpty()) {
                        throw new ApiProblem(409, "delivery-holds-nothing", "The delivery holds up no others.");
                    }
                    clock.refill(tenantId, new EndpointId(view.endpointId()));
                }));
    }

    private Uni<RestResponse<DeliveryView>> refuse(TenantId tenantId, DeliveryId id) {
        return deliveries.get(tenantId, id).map(found -> {
            DeliverySummary delivery = found.orElseThrow(() -> ApiProblem.notFound(DELIVERY));
            if (delivery.endedAt() != null) {
                throw new ApiProblem(409, "delivery-ended", "The delivery has ended already.");
            }
            DeliveryId head = delivery.blockedBy();
            throw head == null
                    ? new ApiProblem(409, "delivery-in-progress", "The delivery is being attempted at this moment.")
                    : new ApiProblem(409, "delivery-blocked", "The delivery waits for delivery " + head + ".");
        });
    }

    private Uni<DeliveryView> show(TenantId tenantId, DeliveryId id) {
        return visible(tenantId, id)
                .flatMap(delivery ->
                        deliveries.attempts(tenantId, id).map(attempts -> DeliveryView.of(delivery, attempts)));
    }

    /** A delivery to an endpoint that the caller may see. */
    private Uni<DeliverySummary> visible(TenantId tenantId, DeliveryId id) {
        return deliveries
                .get(tenantId, id)
                .map(found -> found.filter(delivery -> scope.includes(delivery.endpointId()))
                        .orElseThrow(() -> ApiProblem.notFound(DELIVERY)));
    }

    private static DeliveryId deliveryId(String id) {
        return PathId.parse(id, DeliveryId::parse, DELIVERY);
    }
}

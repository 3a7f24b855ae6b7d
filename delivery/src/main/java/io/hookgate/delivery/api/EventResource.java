package io.hookgate.delivery.api;

import io.hookgate.delivery.bulk.JobScope;
import io.hookgate.delivery.dispatch.RetryClock;
import io.hookgate.delivery.history.DeliveryHistory;
import io.hookgate.delivery.history.DeliverySummary;
import io.hookgate.delivery.history.EventFilter;
import io.hookgate.delivery.history.EventHistory;
import io.hookgate.delivery.history.Interventions;
import io.hookgate.delivery.history.Span;
import io.hookgate.delivery.history.StoredEvent;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EventId;
import io.hookgate.model.EventJson;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.SourceId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Subscription;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The events of a tenant. */
@Path("/api/v1/tenants/{tenant}/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventResource {
    private static final String EVENT = "event";

    private final EventHistory events;
    private final DeliveryHistory deliveries;
    private final Interventions interventions;
    private final Configuration configuration;
    private final IdGenerator ids;
    private final JobStart jobs;
    private final RetryClock clock;
    private final TenantContext context;

    EventResource(
            EventHistory events,
            DeliveryHistory deliveries,
            Interventions interventions,
            Configuration configuration,
            IdGenerator ids,
            JobStart jobs,
            RetryClock clock,
            TenantContext context) {
        this.events = events;
        this.deliveries = deliveries;
        this.interventions = interventions;
        this.configuration = configuration;
        this.ids = ids;
        this.jobs = jobs;
        this.clock = clock;
        this.context = context;
    }

    /**
     * Which subscription is meant.
     *
     * @param subscriptionId null for all that match
     */
    @Schema(name = "Replay")
    public record Replay(@Nullable UUID subscriptionId) {}

    /** Deliveries that have been made. */
    @Schema(name = "Replayed")
    public record Replayed(List<DeliveryView> deliveries) {
        /** Copies the list. */
        public Replayed {
            deliveries = List.copyOf(deliveries);
        }
    }

    /** Lists events, the newest first. */
    @GET
    @Requires(Role.VIEWER)
    @Operation(summary = "Events, the newest first")
    public Uni<Page<EventView>> list(
            @QueryParam("type") @Nullable String type,
            @Parameter(description = "The id of a source, or the CloudEvents attribute") @QueryParam("source") @Nullable
                    String source,
            @QueryParam("subject") @Nullable String subject,
            @Parameter(description = "Received then or later") @QueryParam("from") @Nullable String from,
            @Parameter(description = "Received before then") @QueryParam("to") @Nullable String to,
            @Parameter(schema = @Schema(enumeration = {EventView.ROUTED, EventView.UNMATCHED}))
                    @QueryParam("status")
                    @Nullable
                    String status,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Slice slice = Slice.of(limit, cursor);
        SourceId sourceId = source == null
                ? null
                : Parameters.uuid(source).map(SourceId::new).orElse(null);
        EventFilter filter = new EventFilter(
                Span.of(Parameters.time("from", from), Parameters.time("to", to), slice.cursor()),
                Parameters.text("type", type),
                sourceId,
                sourceId == null ? Parameters.text("source", source) : null,
                Parameters.text("subject", subject),
                matched(status));
        return events.list(context.tenantId(), filter)
                .map(rows -> slice.page(rows, row -> row.id().value(), EventView::of));
    }

    private static @Nullable Boolean matched(@Nullable String status) {
        if (status == null) {
            return null;
        }
        return switch (status) {
            case EventView.ROUTED -> true;
            case EventView.UNMATCHED -> false;
            default -> throw ApiProblem.invalid("status", "The status of an event is routed or unmatched.");
        };
    }

    /** Shows an event. */
    @GET
    @Path("{id}")
    @Requires(Role.VIEWER)
    @Operation(summary = "An event with its content and its deliveries")
    public Uni<EventView> get(@PathParam("id") String id) {
        TenantId tenantId = context.tenantId();
        return stored(tenantId, id)
                .flatMap(event -> deliveries
                        .find(tenantId, event.deliveries())
                        .map(found -> EventView.of(event.summary(), event.json(), found)));
    }

    /**
     * Which events are to be sent again; what is absent does not matter.
     *
     * @param from received then or later
     * @param to received before then; now if it is absent
     * @param subscriptionId the subscription to which they go; all that match now if it is absent
     * @param onlyMatching whether that subscription gets only what matches it, which is the default
     * @param type the CloudEvents attribute
     * @param sourceId the registered source
     * @param subject the CloudEvents attribute
     * @param ratePerSecond how many in a second at most
     */
    @Schema(name = "BulkReplay")
    public record BulkReplay(
            @Schema(required = true) @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime to,
            @Nullable UUID subscriptionId,
            @Nullable Boolean onlyMatching,
            @Nullable String type,
            @Nullable UUID sourceId,
            @Nullable String subject,
            @Nullable Integer ratePerSecond) {}

    /** Sends events again. */
    @POST
    @Path("replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    @Operation(
            summary = "Send the events of a time again",
            description =
                    "To one subscription or to all that match now; as new deliveries, the oldest event first. Live"
                            + " traffic goes first.")
    @APIResponse(
            responseCode = "202",
            description = "The job that does it",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(responseCode = "409", description = "The tenant has too many unfinished jobs")
    public Uni<RestResponse<JobView>> replayAll(@NotNull BulkReplay replay) {
        TenantId tenantId = context.tenantId();
        UUID subscriptionId = replay.subscriptionId();
        if (subscriptionId != null) {
            subscription(tenantId, subscriptionId);
        }
        JobScope scope = new JobScope.Replay(
                JobStart.beginning("/from", replay.from()),
                jobs.end(replay.to()),
                subscriptionId,
                !Boolean.FALSE.equals(replay.onlyMatching()),
                Parameters.text("/type", replay.type()),
                replay.sourceId(),
                Parameters.text("/subject", replay.subject()));
        return jobs.start(tenantId, scope, replay.ratePerSecond());
    }

    /** Sends an event again. */
    @POST
    @Path("{id}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    @Operation(
            summary = "Send an event again",
            description =
                    "To one subscription, whether it matches or not, or to all that match now; as new deliveries.")
    @APIResponse(
            responseCode = "202",
            description = "The deliveries that have been made",
            content = @Content(schema = @Schema(implementation = Replayed.class)))
    public Uni<RestResponse<Replayed>> replay(@PathParam("id") String id, @Nullable Replay replay) {
        TenantId tenantId = context.tenantId();
        return stored(tenantId, id).flatMap(event -> replay(tenantId, event, targets(tenantId, event, replay)));
    }

    private Uni<RestResponse<Replayed>> replay(TenantId tenantId, StoredEvent event, List<Subscription> targets) {
        Map<DeliveryId, Subscription> made = new LinkedHashMap<>();
        targets.forEach(target -> made.put(new DeliveryId(ids.next()), target));
        if (made.isEmpty()) {
            return Uni.createFrom().item(accepted(List.of()));
        }
        return interventions
                .replay(tenantId, event.summary(), made)
                .invoke(clock::wake)
                .flatMap(done -> deliveries.find(tenantId, List.copyOf(made.keySet())))
                .map(EventResource::accepted);
    }

    private static RestResponse<Replayed> accepted(List<DeliverySummary> made) {
        return RestResponse.status(
                RestResponse.Status.ACCEPTED,
                new Replayed(made.stream().map(DeliveryView::of).toList()));
    }

    private List<Subscription> targets(TenantId tenantId, StoredEvent event, @Nullable Replay replay) {
        if (replay == null || replay.subscriptionId() == null) {
            return configuration.matching(tenantId, parse(event));
        }
        return List.of(subscription(tenantId, replay.subscriptionId()));
    }

    private Subscription subscription(TenantId tenantId, UUID id) {
        return configuration
                .subscription(tenantId, new SubscriptionId(id))
                .orElseThrow(
                        () -> ApiProblem.invalid("/subscriptionId", "There is no such subscription in this tenant."));
    }

    private static com.fasterxml.jackson.databind.JsonNode parse(StoredEvent event) {
        try {
            return EventJson.envelopeMapper().readTree(event.json());
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger holds an event that is not valid JSON", e);
        }
    }

    private Uni<StoredEvent> stored(TenantId tenantId, String id) {
        EventId eventId = PathId.parse(id, EventId::parse, EVENT);
        return events.get(tenantId, eventId).map(event -> event.orElseThrow(() -> ApiProblem.notFound(EVENT)));
    }
}

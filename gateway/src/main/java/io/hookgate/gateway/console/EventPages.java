package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.delivery.api.EventResource;
import io.hookgate.delivery.api.EventView;
import io.hookgate.delivery.history.EventHistory;
import io.hookgate.delivery.history.StoredEvent;
import io.hookgate.model.EventId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PathId;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.hookgate.tenant.source.SourceResource;
import io.hookgate.tenant.subscription.SubscriptionResource;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events: searching them, and why each was delivered or was not. */
@Path("/console/t/{tenant}/events")
public class EventPages {
    private static final String SECTION = "events";
    private static final String PAGE = "25";
    private static final String MOST_SOURCES = "100";
    private static final String MOST_RULES = "50";

    private final Pages pages;
    private final EventResource events;
    private final EventHistory history;
    private final SourceResource sources;
    private final SubscriptionResource subscriptions;
    private final DeliveryRows rows;
    private final EndpointNames names;
    private final PatternDesk patterns;
    private final TenantContext context;
    private final ObjectMapper json;

    EventPages(
            Pages pages,
            EventResource events,
            EventHistory history,
            SourceResource sources,
            SubscriptionResource subscriptions,
            DeliveryRows rows,
            EndpointNames names,
            PatternDesk patterns,
            TenantContext context,
            ObjectMapper json) {
        this.pages = pages;
        this.events = events;
        this.history = history;
        this.sources = sources;
        this.subscriptions = subscriptions;
        this.rows = rows;
        this.names = names;
        this.patterns = patterns;
        this.context = context;
        this.json = json;
    }

    @CheckedTemplate(basePath = "events")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, Result result);

        static native TemplateInstance event(Shell shell, Detail detail);

        static native TemplateInstance deliveries(Shell shell, UUID id, List<DeliveryRows.Row> rows);
    }

    /** What a search has found. */
    record Result(
            Search search,
            List<EventView> events,
            @Nullable String next,
            List<SourceResource.View> sources,
            List<SubscriptionResource.View> subscriptions,
            Faults faults) {

        /** Whether what was found can be sent again all at once, by what a bulk replay can search for. */
        public boolean replayable() {
            boolean isSearched = search.any() && !search.parameters().containsKey("status");
            return isSearched && !events.isEmpty();
        }

        /** The name of a source, or its identifier if it is there no more. */
        public String source(UUID id) {
            return sources.stream()
                    .filter(source -> source.id().equals(id))
                    .map(SourceResource.View::name)
                    .findFirst()
                    .orElseGet(id::toString);
        }
    }

    /** How a rule that is in force now judges the event. */
    record Judgement(SubscriptionResource.View subscription, String endpoint, PatternDesk.Tried tried) {}

    /** Everything about an event. */
    record Detail(
            EventView event,
            String sourceName,
            boolean sourceThere,
            String content,
            List<DeliveryRows.Row> deliveries,
            List<Judgement> judgements) {}

    /** Searches events. */
    @GET
    @Requires(Role.VIEWER)
    public Uni<Response> list(@Context UriInfo uri) {
        Search search = Search.of(uri);
        UUID wanted = search.id();
        if (wanted != null) {
            return Uni.createFrom().item(pages.goTo("/events/" + wanted));
        }
        return Uni.combine()
                .all()
                .unis(sources.list(MOST_SOURCES, null), subscriptions.list(null, MOST_RULES, null))
                .asTuple()
                .flatMap(known -> pages.submit(
                        () -> find(search),
                        page -> pages.show(result(search, page, known, Faults.NONE)),
                        problem ->
                                pages.refuse(result(search, new Page<>(List.of(), null), known, Faults.of(problem)))));
    }

    private TemplateInstance result(
            Search search,
            Page<EventView> page,
            Tuple2<Page<SourceResource.View>, Page<SubscriptionResource.View>> known,
            Faults faults) {
        return Templates.list(
                pages.shell(SECTION),
                new Result(
                        search,
                        page.items(),
                        page.next(),
                        known.getItem1().items(),
                        known.getItem2().items(),
                        faults));
    }

    private Uni<Page<EventView>> find(Search search) {
        search.checkId();
        return events.list(
                search.value("type"),
                search.value("source"),
                search.value("subject"),
                search.time("from"),
                search.time("to"),
                search.value("status"),
                PAGE,
                search.value("cursor"));
    }

    /** Shows an event. */
    @GET
    @Path("{id}")
    @Requires(Role.VIEWER)
    public Uni<Response> show(@PathParam("id") String id) {
        Uni<Detail> detail = Uni.createFrom()
                .deferred(() -> events.get(id))
                .flatMap(event -> stored(id)
                        .flatMap(stored -> Uni.combine()
                                .all()
                                .unis(sources.list(MOST_SOURCES, null), subscriptions.list(null, MOST_RULES, null))
                                .asTuple()
                                .map(both -> detail(
                                        event,
                                        stored,
                                        both.getItem1().items(),
                                        both.getItem2().items()))));
        return detail.flatMap(found -> pages.show(Templates.event(pages.shell(SECTION), found)));
    }

    private Uni<StoredEvent> stored(String id) {
        EventId eventId = PathId.parse(id, EventId::parse, "event");
        return history.get(context.tenantId(), eventId)
                .map(event -> event.orElseThrow(() -> ApiProblem.notFound("event")));
    }

    private Detail detail(
            EventView event,
            StoredEvent stored,
            List<SourceResource.View> known,
            List<SubscriptionResource.View> rules) {
        SourceResource.View source = known.stream()
                .filter(candidate -> candidate.id().equals(event.sourceId()))
                .findFirst()
                .orElse(null);
        return new Detail(
                event,
                source == null ? event.source() : source.name(),
                source != null,
                JsonForm.pretty(json, stored.json()),
                rows.of(event.deliveries() == null ? List.of() : event.deliveries()),
                rules.stream()
                        .map(rule -> new Judgement(
                                rule,
                                names.of(rule.endpointId()),
                                patterns.attempt(rule.pattern(), rule.transform(), stored)))
                        .toList());
    }

    /** Shows where the deliveries of an event stand; asked for again and again while the page is open. */
    @GET
    @Path("{id}/deliveries")
    @Requires(Role.VIEWER)
    public Uni<Response> deliveries(@PathParam("id") String id) {
        return Uni.createFrom()
                .deferred(() -> events.get(id))
                .flatMap(event -> pages.show(Templates.deliveries(
                        pages.shell(SECTION),
                        event.id(),
                        rows.of(event.deliveries() == null ? List.of() : event.deliveries()))));
    }

    /** Sends all events again that a search has found, and shows how far that has come. */
    @POST
    @Path("replay")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> replayAll() {
        ObjectNode body = BulkForm.body(Form.current(), List.of("subscriptionId", "type", "sourceId", "subject"));
        return events.replayAll(JsonForm.value(json, body, EventResource.BulkReplay.class))
                .map(started -> pages.goTo("/jobs/" + started.getEntity().id(), "job-started"));
    }

    /** Sends an event again, to one subscription or to all that match now. */
    @POST
    @Path("{id}/replay")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> replay(@PathParam("id") String id) {
        String chosen = Form.current().textOrNull("subscriptionId");
        UUID subscription = chosen == null ? null : PathId.parse(chosen, PathId::uuid, "subscription");
        return events.replay(id, new EventResource.Replay(subscription))
                .map(made -> pages.goTo(
                        "/events/" + id, made.getEntity().deliveries().isEmpty() ? "not-replayed" : "replayed"));
    }
}

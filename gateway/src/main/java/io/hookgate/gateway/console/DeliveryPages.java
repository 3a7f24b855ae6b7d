package io.hookgate.gateway.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.delivery.api.AttemptView;
import io.hookgate.delivery.api.DeliveryResource;
import io.hookgate.delivery.api.DeliveryView;
import io.hookgate.delivery.api.EventResource;
import io.hookgate.delivery.history.DeliveryStatus;
import io.hookgate.delivery.history.EventHistory;
import io.hookgate.model.EventId;
import io.hookgate.tenant.endpoint.EndpointResource;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.hookgate.tenant.subscription.SubscriptionResource;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Deliveries: finding them, and every attempt of each. */
@Path("/console/t/{tenant}/deliveries")
public class DeliveryPages {
    private static final String SECTION = "deliveries";
    private static final String PAGE = "25";
    private static final String MOST_ENDPOINTS = "100";
    private static final Set<String> RETRYABLE = Set.of("dead", "cancelled", "retrying");

    private final Pages pages;
    private final DeliveryResource deliveries;
    private final EventResource events;
    private final EventHistory history;
    private final EndpointResource endpoints;
    private final SubscriptionResource subscriptions;
    private final DeliveryRows rows;
    private final PatternDesk patterns;
    private final TenantContext context;
    private final ObjectMapper json;

    DeliveryPages(
            Pages pages,
            DeliveryResource deliveries,
            EventResource events,
            EventHistory history,
            EndpointResource endpoints,
            SubscriptionResource subscriptions,
            DeliveryRows rows,
            PatternDesk patterns,
            TenantContext context,
            ObjectMapper json) {
        this.pages = pages;
        this.deliveries = deliveries;
        this.events = events;
        this.history = history;
        this.endpoints = endpoints;
        this.subscriptions = subscriptions;
        this.rows = rows;
        this.patterns = patterns;
        this.context = context;
        this.json = json;
    }

    @CheckedTemplate(basePath = "deliveries")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, Result result);

        static native TemplateInstance delivery(Shell shell, Detail detail);

        static native TemplateInstance progress(Shell shell, Progress progress);
    }

    /** What a search has found. */
    record Result(
            Search search,
            List<DeliveryRows.Row> rows,
            @Nullable String next,
            List<EndpointResource.View> endpoints,
            Faults faults) {

        /** Whether what was found can be attempted again all at once. */
        public boolean retryable() {
            return !rows.isEmpty() && DeliveryPages.RETRYABLE.contains(search.shown("status"));
        }

        /** Every status that can be asked for. */
        public List<String> statuses() {
            return Arrays.stream(DeliveryStatus.values())
                    .map(DeliveryStatus::code)
                    .toList();
        }
    }

    /** An attempt with the headers of its response as text. */
    record Tried(AttemptView attempt, @Nullable String headers) {
        public boolean delivered() {
            return attempt.error() == null;
        }

        public Instant end() {
            return attempt.startedAt().plusMillis(attempt.durationMs());
        }
    }

    /** Where a delivery stands. */
    record Progress(DeliveryRows.Row row, List<Tried> attempts) {}

    /**
     * Everything about a delivery.
     *
     * @param request what is sent, without secrets; null if the event is kept no more
     */
    record Detail(
            Progress progress,
            EndpointResource.@Nullable View endpoint,
            @Nullable String request,
            @Nullable String body) {}

    /** Finds deliveries. */
    @GET
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> list(@Context UriInfo uri) {
        Search search = Search.of(uri);
        if (search.id() != null) {
            return Uni.createFrom().item(pages.goTo("/deliveries/" + search.id()));
        }
        return pages.submit(
                () -> find(search),
                page -> endpoints
                        .list(MOST_ENDPOINTS, null)
                        .flatMap(known -> pages.show(Templates.list(
                                pages.shell(SECTION),
                                new Result(search, rows.of(page.items()), page.next(), known.items(), Faults.NONE)))),
                problem -> endpoints
                        .list(MOST_ENDPOINTS, null)
                        .flatMap(known -> pages.refuse(Templates.list(
                                pages.shell(SECTION),
                                new Result(search, List.of(), null, known.items(), Faults.of(problem))))));
    }

    private Uni<Page<DeliveryView>> find(Search search) {
        search.checkId();
        return deliveries.list(
                search.value("status"),
                search.value("endpointId"),
                search.value("subscriptionId"),
                search.value("eventId"),
                null,
                null,
                search.time("from"),
                search.time("to"),
                PAGE,
                search.value("cursor"));
    }

    /** Shows a delivery. */
    @GET
    @Path("{id}")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> show(@PathParam("id") String id) {
        return get(id).flatMap(this::detail)
                .flatMap(detail -> pages.show(Templates.delivery(pages.shell(SECTION), detail)));
    }

    /** Shows where a delivery stands; asked for again and again while the page is open. */
    @GET
    @Path("{id}/progress")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> progress(@PathParam("id") String id) {
        return get(id).flatMap(delivery -> pages.show(Templates.progress(pages.shell(SECTION), progressOf(delivery))));
    }

    private Uni<DeliveryView> get(String id) {
        return Uni.createFrom().deferred(() -> deliveries.get(id));
    }

    private Progress progressOf(DeliveryView delivery) {
        List<AttemptView> attempts = delivery.attempts() == null ? List.of() : delivery.attempts();
        return new Progress(
                rows.of(delivery),
                attempts.stream()
                        .map(attempt -> new Tried(attempt, headers(attempt.responseHeaders())))
                        .toList());
    }

    private Uni<Detail> detail(DeliveryView delivery) {
        Uni<EndpointResource.@Nullable View> endpoint =
                orNull(() -> endpoints.get(delivery.endpointId().toString()));
        UUID subscriptionId = delivery.subscriptionId();
        Uni<SubscriptionResource.@Nullable View> rule = subscriptionId == null
                ? Uni.createFrom().nullItem()
                : orNull(() -> subscriptions.get(subscriptionId.toString()));
        return endpoint.flatMap(receiver -> rule.flatMap(subscription -> body(delivery, receiver, subscription)
                .map(body -> new Detail(
                        progressOf(delivery), receiver, receiver == null ? null : request(delivery, receiver), body))));
    }

    private static <T> Uni<@Nullable T> orNull(Supplier<Uni<T>> find) {
        return Uni.createFrom()
                .deferred(() -> find.get())
                .map(found -> (@Nullable T) found)
                .onFailure(ApiProblem.class)
                .recoverWithNull();
    }

    /** What is sent as body, made anew by the rule that is in force now. */
    private Uni<@Nullable String> body(
            DeliveryView delivery,
            EndpointResource.@Nullable View endpoint,
            SubscriptionResource.@Nullable View subscription) {
        return history.get(context.tenantId(), new EventId(delivery.eventId()))
                .map(found -> found.map(event -> {
                            if (subscription != null && subscription.transform() != null) {
                                return patterns.attempt(subscription.pattern(), subscription.transform(), event)
                                        .output();
                            }
                            boolean whole =
                                    endpoint == null || endpoint.payload().equals("cloudevents-structured");
                            return whole ? JsonForm.pretty(json, event.json()) : data(event.json());
                        })
                        .orElse(null));
    }

    private String data(String event) {
        try {
            JsonNode data = json.readTree(event).path("data");
            return data.isTextual() ? data.asText() : data.toPrettyString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger holds an event that is not valid JSON", e);
        }
    }

    /** The request as it is sent; its signature is left out, and so are the values of headers that may be secret. */
    private static String request(DeliveryView delivery, EndpointResource.View endpoint) {
        StringBuilder request = new StringBuilder()
                .append("POST ")
                .append(endpoint.url())
                .append("\nwebhook-id: ")
                .append(delivery.id())
                .append("\nwebhook-timestamp: …\nwebhook-signature: v1,…");
        endpoint.headers()
                .forEach((name, value) ->
                        request.append('\n').append(name).append(": ").append(value));
        return request.toString();
    }

    private @Nullable String headers(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        try {
            return json.readTree(stored).properties().stream()
                    .map(header -> header.getKey() + ": " + values(header))
                    .collect(Collectors.joining("\n"));
        } catch (JsonProcessingException e) {
            return stored;
        }
    }

    private static String values(Map.Entry<String, JsonNode> header) {
        return StreamSupport.stream(header.getValue().spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    /** Attempts all deliveries again that a search has found, and shows how far that has come. */
    @POST
    @Path("retry")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> retryAll() {
        ObjectNode body = BulkForm.body(Form.current(), List.of("status", "endpointId", "subscriptionId", "cause"));
        return deliveries
                .retryAll(JsonForm.value(json, body, DeliveryResource.BulkRetry.class))
                .map(started -> pages.goTo("/jobs/" + started.getEntity().id(), "job-started"));
    }

    /** Attempts a delivery now. */
    @POST
    @Path("{id}/retry")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> retry(@PathParam("id") String id) {
        return deliveries.retry(id).map(done -> pages.goTo("/deliveries/" + id, "retried"));
    }

    /** Cancels a delivery that waits. */
    @POST
    @Path("{id}/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> cancel(@PathParam("id") String id) {
        return deliveries.cancel(id).map(done -> pages.goTo("/deliveries/" + id, "cancelled"));
    }

    /** Lets those go on that wait behind a dead delivery. */
    @POST
    @Path("{id}/skip")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> skip(@PathParam("id") String id) {
        return deliveries.skip(id).map(done -> pages.goTo("/deliveries/" + id, "skipped"));
    }

    /** Sends the event again as a new delivery under the same subscription. */
    @POST
    @Path("{id}/replay")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> replay(@PathParam("id") String id) {
        return get(id).flatMap(delivery -> events.replay(
                        delivery.eventId().toString(), new EventResource.Replay(delivery.subscriptionId())))
                .map(made -> made.getEntity().deliveries().isEmpty()
                        ? pages.goTo("/deliveries/" + id, "not-replayed")
                        : pages.goTo(
                                "/deliveries/"
                                        + made.getEntity().deliveries().get(0).id(),
                                "replayed"));
    }
}

package io.hookgate.delivery.api;

import static io.hookgate.delivery.World.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.hookgate.delivery.PostgresResource;
import io.hookgate.delivery.Receiver;
import io.hookgate.delivery.history.DeliveryFilter;
import io.hookgate.delivery.history.DeliveryHistory;
import io.hookgate.delivery.history.DeliverySummary;
import io.hookgate.delivery.history.Span;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventId;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Configuration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The resources over HTTP, in the assembled module with the real control plane and a real database. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeliveryApiIT {
    private static final AtomicInteger SERIAL = new AtomicInteger();

    @Inject
    Vertx vertx;

    @Inject
    IdGenerator ids;

    @Inject
    Configuration configuration;

    @Inject
    DeliveryHistory history;

    @Inject
    @Channel("events")
    Emitter<List<byte[]>> bus;

    private String tenant;
    private TenantId tenantId;
    private SourceId sourceId;

    @BeforeEach
    void makeTenant() {
        tenant = "tenant-" + SERIAL.incrementAndGet();
        tenantId = TenantId.parse(post("/api/v1/tenants", Map.of("slug", tenant, "name", tenant))
                .statusCode(201)
                .extract()
                .path("id"));
        sourceId = new SourceId(ids.next());
    }

    @Test
    void showsAnEventAndItsDelivery() {
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) -> response.putHeader("X-Answer", "a\"b")
                        .setStatusCode(201)
                        .end("thanks"))) {
            String endpoint = endpoint(receiver.url("/"), "order.created", List.of(1));
            send("order.created", "e-1", "k-1");
            send("other", "e-2", "k-1");

            String delivery = eventualDelivery("delivered");

            get("/deliveries/" + delivery)
                    .body("status", equalTo("delivered"))
                    .body("endpointId", equalTo(endpoint))
                    .body("eventType", equalTo("order.created"))
                    .body("attemptCount", equalTo(1))
                    .body("nextAttemptAt", nullValue())
                    .body("attempts", hasSize(1))
                    .body("attempts[0].number", equalTo(1))
                    .body("attempts[0].outcome", equalTo("delivered"))
                    .body("attempts[0].statusCode", equalTo(201))
                    .body("attempts[0].responseHeaders.'x-answer'", equalTo("a\"b"))
                    .body("attempts[0].responseBody", equalTo("thanks"))
                    .body("attempts[0].startedAt", notNullValue());
            String event = get("/events?type=order.created")
                    .body("items", hasSize(1))
                    .body("items[0].status", equalTo("routed"))
                    .body("items[0].sequence", greaterThan(0))
                    .extract()
                    .path("items[0].id");
            get("/events/" + event)
                    .body("event.id", equalTo("e-1"))
                    .body("event.data.amount", equalTo(1.50f))
                    .body("deliveries", hasSize(1))
                    .body("deliveries[0].id", equalTo(delivery));
            get("/events?status=unmatched").body("items.cloudEventId", equalTo(List.of("e-2")));
            get("/events?source=" + sourceId).body("items", hasSize(2));
            get("/events?source=/shop/1").body("items", hasSize(2));
            get("/events?source=/shop/2").body("items", empty());
            get("/events?subject=s-e-2").body("items.cloudEventId", equalTo(List.of("e-2")));
            get("/events?from=" + Instant.now().plusSeconds(60)).body("items", empty());
            get("/events?to=" + Instant.now().plusSeconds(60) + "&from=2020-01-01T00:00:00Z")
                    .body("items", hasSize(2));
            get("/deliveries?eventId=" + event).body("items.id", equalTo(List.of(delivery)));
            get("/deliveries?eventId=" + event + "&status=dead").body("items", empty());
            get("/deliveries?endpointId=" + endpoint + "&status=delivered").body("items", hasSize(1));
            get("/deliveries?endpointId=" + ids.next()).body("items", empty());
        }
    }

    @Test
    void showsWhatIsRetriedAndRetriesItNow() {
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) ->
                        response.setStatusCode(before == 0 ? 500 : 200).end())) {
            endpoint(receiver.url("/"), "t", List.of(3600));
            send("t", "e-1", "k");
            String delivery = eventualDelivery("retrying");
            get("/deliveries/" + delivery)
                    .body("nextAttemptAt", notNullValue())
                    .body("lastStatusCode", equalTo(500))
                    .body("attempts", hasSize(1))
                    .body("attempts[0].outcome", equalTo("failed"))
                    .body("attempts[0].error", equalTo("http-status"));

            post("/api/v1/tenants/" + tenant + "/deliveries/" + delivery + "/retry", null)
                    .statusCode(202);

            assertThat(eventualDelivery("delivered")).isEqualTo(delivery);
            get("/deliveries/" + delivery).body("attempts.number", equalTo(List.of(1, 2)));
            post("/api/v1/tenants/" + tenant + "/deliveries/" + delivery + "/cancel", null)
                    .statusCode(409)
                    .body("code", equalTo("delivery-ended"));
            post("/api/v1/tenants/" + tenant + "/deliveries/" + delivery + "/retry", null)
                    .statusCode(202);
            eventually(() -> receiver.received().size() == 3);
            assertThat(receiver.received().stream()
                            .map(request -> request.header("webhook-id"))
                            .distinct())
                    .containsExactly(delivery);
            eventually(() -> (int) get("/deliveries/" + delivery).extract().path("attemptCount") == 3);
            get("/deliveries/" + delivery).body("attempts.number", equalTo(List.of(1, 2, 3)));
        }
    }

    @Test
    void cancelsWhatWaits() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(500))) {
            endpoint(receiver.url("/"), "t", List.of(3600));
            send("t", "e-1", "k");
            String delivery = eventualDelivery("retrying");

            post("/api/v1/tenants/" + tenant + "/deliveries/" + delivery + "/cancel", null)
                    .statusCode(200)
                    .body("status", equalTo("cancelled"))
                    .body("cause", equalTo("cancelled-by-user"))
                    .body("attempts", hasSize(1));

            get("/deliveries?status=retrying").body("items", empty());
        }
    }

    @Test
    void redrivesReplaysTestsAndRecovers() {
        AtomicInteger status = new AtomicInteger(500);
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) -> response.setStatusCode(status.get()).end())) {
            String endpoint = endpoint(receiver.url("/"), "t", List.of());
            String event = send("t", "e-1", "k");
            String delivery = eventualDelivery("dead");
            get("/deliveries?status=dead")
                    .body("items[0].cause", equalTo("attempts-exhausted"))
                    .body("items[0].lastStatusCode", equalTo(500));

            status.set(200);
            post(
                            "/api/v1/tenants/" + tenant + "/endpoints/" + endpoint + "/recover",
                            Map.of("since", "2020-01-01T00:00:00Z"))
                    .statusCode(202)
                    .body("kind", equalTo("retry"))
                    .body("scope.endpointId", equalTo(endpoint));
            assertThat(eventualDelivery("delivered")).isEqualTo(delivery);

            String replayed = post("/api/v1/tenants/" + tenant + "/events/" + event + "/replay", Map.of())
                    .statusCode(202)
                    .body("deliveries", hasSize(1))
                    .extract()
                    .path("deliveries[0].id");
            eventually(() ->
                    get("/deliveries/" + replayed).extract().path("status").equals("delivered"));
            get("/events/" + event).body("deliveryCount", equalTo(2)).body("deliveries", hasSize(2));

            String test = post("/api/v1/tenants/" + tenant + "/endpoints/" + endpoint + "/test", null)
                    .statusCode(202)
                    .extract()
                    .path("id");
            eventually(() -> get("/deliveries/" + test).extract().path("status").equals("delivered"));
            get("/deliveries/" + test).body("eventType", equalTo("hookgate.test"));
            post(
                            "/api/v1/tenants/" + tenant + "/events/" + event + "/replay",
                            Map.of("subscriptionId", ids.next().toString()))
                    .statusCode(400);
        }
    }

    @Test
    void transformsEachDeliveryAsItsSubscriptionSays() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(204))) {
            Map<String, Map<String, Object>> transformations = Map.of(
                    "/complete", Map.of("type", "complete"),
                    "/partial", Map.of("type", "partial", "path", "$.data.amount"),
                    "/constant", Map.of("type", "constant", "value", "<ping/>", "contentType", "application/xml"),
                    "/template",
                            Map.of(
                                    "type", "template",
                                    "variables", Map.of("a", "$.data.amount", "s", "$.subject"),
                                    "template", "{\"amount\":${a},\"text\":\"of ${s}\"}"),
                    "/jsonata", Map.of("type", "jsonata", "expression", "subject & ': ' & $string(data.amount * 2)"));
            transformations.forEach((path, transformation) ->
                    endpoint(receiver.url(path), "t", List.of(1), Map.of("transform", transformation)));

            send("t", "e-1", "k");

            eventually(() -> receiver.received().size() == transformations.size());
            assertThat(body(receiver, "/complete"))
                    .contains("\"data\":{\"amount\":1.50}")
                    .contains("\"id\":\"e-1\"");
            assertThat(body(receiver, "/partial")).isEqualTo("1.50");
            assertThat(body(receiver, "/constant")).isEqualTo("<ping/>");
            assertThat(body(receiver, "/template")).isEqualTo("{\"amount\":1.50,\"text\":\"of s-e-1\"}");
            assertThat(body(receiver, "/jsonata")).isEqualTo("s-e-1: 3");
            assertThat(receiver.received().stream()
                            .collect(Collectors.toMap(Receiver.Received::path, r -> r.header("content-type"))))
                    .containsOnly(
                            Map.entry("/complete", "application/cloudevents+json; charset=utf-8"),
                            Map.entry("/partial", "application/json"),
                            Map.entry("/constant", "application/xml"),
                            Map.entry("/template", "application/json"),
                            Map.entry("/jsonata", "text/plain; charset=utf-8"));
        }
    }

    @Test
    void endsADeliveryThatCannotBeTransformedAndSaysWhy() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(204))) {
            endpoint(
                    receiver.url("/"),
                    "t",
                    List.of(1, 1, 1),
                    Map.of("transform", Map.of("type", "jsonata", "expression", "$error('no\\u0000' & subject)")));

            send("t", "e-1", "k");

            String delivery = eventualDelivery("dead");
            get("/deliveries/" + delivery)
                    .body("cause", equalTo("transformation-failed"))
                    .body("attemptCount", equalTo(1))
                    .body("attempts", hasSize(1))
                    .body("attempts[0].outcome", equalTo("failed"))
                    .body("attempts[0].error", equalTo("transformation"))
                    .body("attempts[0].detail", equalTo("The expression failed: no s-e-1"));
            assertThat(receiver.received()).isEmpty();

            post("/api/v1/tenants/" + tenant + "/deliveries/" + delivery + "/retry", null)
                    .statusCode(202);

            eventually(() -> (int) get("/deliveries/" + delivery).extract().path("attemptCount") == 2);
            get("/deliveries/" + delivery)
                    .body("status", equalTo("dead"))
                    .body("attempts.detail", everyItem(equalTo("The expression failed: no s-e-1")));
        }
    }

    @Test
    void triesAPatternOnTheEventsOfTheLastHours() {
        String other = send("other", "e-0", "k");
        IntStream.range(1, 4).forEach(number -> send("order", "e-" + number, "k"));
        String own = tenant;
        makeTenant();
        send("order", "e-9", "k");
        tenant = own;
        String dryRun = "/api/v1/tenants/" + tenant + "/subscriptions/dry-run";

        post(
                        dryRun,
                        Map.of(
                                "pattern", Map.of("type", List.of("order")),
                                "transform", Map.of("type", "partial", "path", "$.subject"),
                                "lastHours", 1))
                .statusCode(200)
                .body("scanned", equalTo(4))
                .body("matched", equalTo(3))
                .body("failed", equalTo(0))
                .body("complete", equalTo(true))
                .body("oldest", notNullValue())
                .body("samples.output", equalTo(List.of("s-e-3", "s-e-2", "s-e-1")))
                .body("samples.contentType", everyItem(equalTo("text/plain; charset=utf-8")))
                .body("mismatches", hasSize(1))
                .body("mismatches[0].pointer", equalTo("/type"))
                .body("mismatches[0].count", equalTo(1))
                .body("mismatches[0].eventId", equalTo(other))
                .body("mismatches[0].reason", equalTo("/type expects [\"order\"], but the event has \"other\""));
    }

    @Test
    void showsWhoWaitsForWhomAndGoesOnWhenTold() {
        AtomicInteger status = new AtomicInteger(500);
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) -> response.setStatusCode(status.get()).end())) {
            endpoint(receiver.url("/"), "t", List.of(), Map.of("ordered", true, "onFailure", "park"));
            send("t", "e-1", "k");
            String head = eventualDelivery("dead");
            get("/deliveries/" + head).body("ordered", equalTo(true)).body("holdsLine", equalTo(true));
            status.set(200);
            send("t", "e-2", "k");
            String follower = eventualDelivery("pending");
            get("/deliveries/" + follower).body("blockedBy", equalTo(head)).body("attemptCount", equalTo(0));
            post("/api/v1/tenants/" + tenant + "/deliveries/" + follower + "/retry", null)
                    .statusCode(409)
                    .body("code", equalTo("delivery-blocked"));

            post("/api/v1/tenants/" + tenant + "/deliveries/" + head + "/skip", null)
                    .statusCode(200)
                    .body("status", equalTo("dead"))
                    .body("holdsLine", equalTo(false));

            assertThat(eventualDelivery("delivered")).isEqualTo(follower);
            post("/api/v1/tenants/" + tenant + "/deliveries/" + head + "/skip", null)
                    .statusCode(409)
                    .body("code", equalTo("delivery-holds-nothing"));
        }
    }

    @Test
    void findsDeadDeliveriesByCauseAndRetriesThemInAJob() {
        AtomicInteger status = new AtomicInteger(500);
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) -> response.setStatusCode(status.get()).end())) {
            endpoint(receiver.url("/"), "t", List.of());
            send("t", "e-1", "k");
            String delivery = eventualDelivery("dead");
            get("/deliveries?cause=attempts-exhausted").body("items.id", equalTo(List.of(delivery)));
            get("/deliveries?status=dead,cancelled&statusCode=500").body("items.id", equalTo(List.of(delivery)));
            get("/deliveries?cause=gone").body("items", empty());
            get("/deliveries?statusCode=503").body("items", empty());
            get("/deliveries?status=pending&cause=gone").body("items", empty());
            get("/deliveries?status=delivered&statusCode=500").body("items", empty());
            status.set(200);

            String job = post(
                            "/api/v1/tenants/" + tenant + "/deliveries/retry",
                            Map.of("from", "2020-01-01T00:00:00Z", "cause", "attempts-exhausted"))
                    .statusCode(202)
                    .body("status", equalTo("queued"))
                    .extract()
                    .path("id");

            assertThat(eventualDelivery("delivered")).isEqualTo(delivery);
            get("/deliveries?statusCode=200").body("items.id", equalTo(List.of(delivery)));
            eventuallyFinished(job);
            get("/jobs/" + job)
                    .body("kind", equalTo("retry"))
                    .body("scope.statuses", equalTo(List.of("dead")))
                    .body("total", equalTo(1))
                    .body("processed", equalTo(1))
                    .body("opened", equalTo(1))
                    .body("finishedAt", notNullValue());
            get("/jobs?status=finished").body("items.id", equalTo(List.of(job)));
            get("/jobs?status=running").body("items", empty());
            post("/api/v1/tenants/" + tenant + "/jobs/" + job + "/cancel", null)
                    .statusCode(409)
                    .body("code", equalTo("job-ended"));
        }
    }

    @Test
    void listsTheNewestDeliveriesToSomeOfTheEndpoints() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            EndpointId first = EndpointId.parse(endpoint(receiver.url("/"), "first", List.of()));
            EndpointId second = EndpointId.parse(endpoint(receiver.url("/"), "second", List.of()));
            endpoint(receiver.url("/"), "third", List.of());
            for (String type : List.of("first", "second", "third", "first")) {
                send(type, "e-" + UUID.randomUUID(), "k");
            }
            eventually(() -> receiver.received().size() == 4 && listed(null).size() == 4);

            assertThat(listed(Set.of(first, second)))
                    .extracting(DeliverySummary::endpointId)
                    .containsExactlyInAnyOrder(first, second, first);
            assertThat(listed(Set.of(first, second)))
                    .extracting(delivery -> delivery.id().toString())
                    .isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(listed(Set.of())).isEmpty();
        }
    }

    private List<DeliverySummary> listed(@Nullable Set<EndpointId> among) {
        DeliveryFilter filter = new DeliveryFilter(Span.of(null, null, null), Set.of(), null, null, null, null, among);
        return history.list(tenantId, filter).await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void replaysATimeInAJob() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            send("t", "e-1", "k");
            send("t", "e-2", "k");
            send("u", "e-3", "k");
            endpoint(receiver.url("/"), "t", List.of());

            String job = post("/api/v1/tenants/" + tenant + "/events/replay", Map.of("from", "2020-01-01T00:00:00Z"))
                    .statusCode(202)
                    .extract()
                    .path("id");

            eventually(() -> receiver.received().size() == 2);
            eventuallyFinished(job);
            get("/jobs/" + job).body("processed", equalTo(3)).body("opened", equalTo(2));
        }
    }

    @Test
    void refusesJobsThatCannotBeDone() {
        String path = "/api/v1/tenants/" + tenant;
        post(path + "/deliveries/retry", Map.of()).statusCode(400);
        post(path + "/deliveries/retry", Map.of("from", "2020-01-01T00:00:00Z", "status", "pending"))
                .statusCode(400);
        post(path + "/deliveries/retry", Map.of("from", "2030-01-01T00:00:00Z")).statusCode(400);
        post(path + "/deliveries/retry", Map.of("from", "2020-01-01T00:00:00Z", "ratePerSecond", 0))
                .statusCode(400);
        post(path + "/events/replay", Map.of()).statusCode(400);
        post(path + "/events/replay", Map.of("from", "2020-01-01T00:00:00Z", "subscriptionId", ids.next()))
                .statusCode(400);
        post(path + "/deliveries/" + ids.next() + "/skip", null).statusCode(404);
        post(path + "/jobs/" + ids.next() + "/cancel", null).statusCode(404);
        get("/jobs/none").statusCode(404);
        get("/jobs?status=lost").statusCode(400);
    }

    @Test
    void letsNobodyNearTheJobsOfATenantWhoMayNot() {
        String job = post("/api/v1/tenants/" + tenant + "/events/replay", Map.of("from", "2020-01-01T00:00:00Z"))
                .statusCode(202)
                .extract()
                .path("id");
        String path = "/api/v1/tenants/" + tenant;
        String viewer = key("viewer");
        String owner = tenant;
        makeTenant();
        String foreigner = key("admin");
        get("/jobs/" + job).statusCode(404);
        get("/jobs").body("items", empty());
        tenant = owner;

        for (String route :
                List.of("/deliveries/retry", "/events/replay", "/jobs/" + job + "/cancel", "/deliveries/x/skip")) {
            as(viewer)
                    .body(Map.of("from", "2020-01-01T00:00:00Z"))
                    .post(path + route)
                    .then()
                    .statusCode(403);
            as(foreigner)
                    .body(Map.of("from", "2020-01-01T00:00:00Z"))
                    .post(path + route)
                    .then()
                    .statusCode(403);
            given().contentType(ContentType.JSON)
                    .body(Map.of())
                    .post(path + route)
                    .then()
                    .statusCode(401);
        }
        as(viewer).get(path + "/jobs/" + job).then().statusCode(200);
        as(foreigner).get(path + "/jobs").then().statusCode(403);
        given().get(path + "/jobs").then().statusCode(401);
    }

    private void eventuallyFinished(String job) {
        eventually(() -> get("/jobs/" + job).extract().path("status").equals("finished"));
    }

    private String key(String role) {
        return post("/api/v1/tenants/" + tenant + "/api-keys", Map.of("name", role, "role", role))
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key).contentType(ContentType.JSON);
    }

    @Test
    void pagesThroughEverythingOnce() {
        IntStream.range(0, 12).forEach(i -> send("t", "e-" + i, "k"));
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            ValidatableResponse page = get("/events?limit=5" + (cursor == null ? "" : "&cursor=" + cursor))
                    .statusCode(200);
            seen.addAll(page.extract().<List<String>>path("items.cloudEventId"));
            cursor = page.extract().path("next");
        } while (cursor != null);

        assertThat(seen)
                .isEqualTo(IntStream.range(0, 12).mapToObj(i -> "e-" + (11 - i)).toList());
    }

    @Test
    void refusesWhatItCannotRead() {
        for (String query : List.of(
                "/events?limit=0",
                "/events?limit=x",
                "/events?cursor=%20",
                "/events?from=yesterday",
                "/events?status=lost",
                "/events?type=%00",
                "/deliveries?status=lost",
                "/deliveries?endpointId=1",
                "/deliveries?eventId=x",
                "/deliveries?to=2020")) {
            get(query).statusCode(400).contentType("application/problem+json").body("code", equalTo("invalid-request"));
        }
        get("/events/none").statusCode(404);
        get("/deliveries/" + ids.next()).statusCode(404);
        post("/api/v1/tenants/" + tenant + "/deliveries/" + ids.next() + "/retry", null)
                .statusCode(404);
        post("/api/v1/tenants/" + tenant + "/deliveries/" + ids.next() + "/cancel", null)
                .statusCode(404);
        post("/api/v1/tenants/" + tenant + "/endpoints/" + ids.next() + "/test", null)
                .statusCode(404);
    }

    @Test
    void showsNothingOfAnotherTenant() {
        String event = send("t", "e-1", "k");
        String owner = tenant;
        makeTenant();

        get("/events/" + event).statusCode(404);
        get("/events").body("items", empty());
        post("/api/v1/tenants/" + tenant + "/events/" + event + "/replay", Map.of())
                .statusCode(404);
        tenant = owner;
        get("/events/" + event).statusCode(200);
        get("/events").body("items.id", everyItem(equalTo(event)));
    }

    private static String body(Receiver receiver, String path) {
        return receiver.received().stream()
                .filter(received -> received.path().equals(path))
                .map(received -> new String(received.body(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private String endpoint(URI url, String type, List<Integer> schedule) {
        return endpoint(url, type, schedule, Map.of());
    }

    private String endpoint(URI url, String type, List<Integer> schedule, Map<String, Object> more) {
        String endpoint = post(
                        "/api/v1/tenants/" + tenant + "/endpoints",
                        Map.of("name", "receiver", "url", url.toString(), "retryPolicy", Map.of("schedule", schedule)))
                .statusCode(201)
                .extract()
                .path("id");
        Map<String, Object> body = new HashMap<>(more);
        body.putAll(Map.of("name", type, "endpointId", endpoint, "pattern", Map.of("type", List.of(type))));
        String subscription = post("/api/v1/tenants/" + tenant + "/subscriptions", body)
                .statusCode(201)
                .extract()
                .path("id");
        eventually(() -> configuration
                .subscription(tenantId, io.hookgate.model.SubscriptionId.parse(subscription))
                .isPresent());
        return endpoint;
    }

    private String send(String type, String cloudEventId, String key) {
        EventId id = new EventId(ids.next());
        try {
            byte[] record = EventCodec.seal(
                            CloudEventBuilder.v1()
                                    .withId(cloudEventId)
                                    .withType(type)
                                    .withSource(URI.create("/shop/1"))
                                    .withSubject("s-" + cloudEventId)
                                    .withExtension("partitionkey", key)
                                    .withData("application/json", "{\"amount\":1.50}".getBytes(StandardCharsets.UTF_8))
                                    .build(),
                            id,
                            tenantId,
                            sourceId,
                            Instant.now())
                    .json();
            bus.send(List.of(record)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return id.toString();
    }

    private String eventualDelivery(String status) {
        eventually(() -> get("/deliveries?status=" + status)
                        .extract()
                        .<List<String>>path("items.id")
                        .size()
                == 1);
        return get("/deliveries?status=" + status).extract().path("items[0].id");
    }

    private ValidatableResponse get(String path) {
        return request()
                .urlEncodingEnabled(false)
                .get("/api/v1/tenants/" + tenant + path)
                .then();
    }

    private ValidatableResponse post(String path, Object body) {
        RequestSpecification request = request();
        if (body != null) {
            request.contentType(ContentType.JSON).body(body);
        }
        return request.post(path).then();
    }

    private static RequestSpecification request() {
        return given().header(
                        "Authorization",
                        "Bearer " + ConfigProvider.getConfig().getValue("hookgate.bootstrap-api-key", String.class));
    }
}

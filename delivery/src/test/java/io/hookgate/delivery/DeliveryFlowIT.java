package io.hookgate.delivery;

import static io.hookgate.delivery.World.eventually;
import static io.hookgate.delivery.World.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import io.hookgate.delivery.Receiver.Received;
import io.hookgate.model.EventId;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.PayloadForm;
import io.hookgate.tenant.RetryPolicy;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of an event from the bus to its end, over a real database and real receivers. */
class DeliveryFlowIT {
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create(vertx);
    private final World world = new World();
    private TestNode node;

    @BeforeEach
    void start() {
        node = new TestNode(vertx, database.pool(), world.configuration(), Map.of()).start();
    }

    @AfterEach
    void stop() {
        node.stop();
        TestNode.await(vertx.close());
    }

    @Test
    void deliversSignedAndRecordsTheAttempt() {
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) -> response.putHeader("X-Answer", "yes").end("taken"))) {
            world.endpoint(receiver.url("/hook?x=1"), "order.created", schedule());
            byte[] event = world.event("order.created", "e-1", "k");

            node.route(List.of(event));

            eventually(() -> count("ended_delivery") == 1);
            Received request = receiver.received().get(0);
            assertThat(request.path()).isEqualTo("/hook?x=1");
            assertThat(request.body()).isEqualTo(event);
            assertThat(request.header("content-type")).isEqualTo("application/cloudevents+json; charset=utf-8");
            assertThat(request.header("user-agent")).isEqualTo("Hookgate/test");
            assertThat(request.header("x-static")).isEqualTo("yes");
            assertVerifies(request);
            var ended = database.query("SELECT * FROM ended_delivery").get(0);
            assertThat(ended.getUUID("id")).hasToString(request.header("webhook-id"));
            assertThat(ended.getInteger("status")).isZero();
            assertThat(ended.getInteger("last_status_code")).isEqualTo(200);
            assertThat(ended.getString("last_headers")).contains("\"x-answer\":\"yes\"");
            assertThat(ended.getBuffer("last_body").toString()).isEqualTo("taken");
            assertThat(count("open_delivery")).isZero();
        }
    }

    @Test
    void sendsAgainByTheScheduleWithTheSameId() {
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) ->
                        response.setStatusCode(before == 0 ? 500 : 204).end())) {
            world.endpoint(receiver.url("/"), "t", schedule(Duration.ofMillis(300), Duration.ofSeconds(60)));

            node.route(List.of(world.event("t", "e-1", "k")));

            eventually(() -> count("ended_delivery") == 1);
            assertThat(receiver.received()).hasSize(2).allSatisfy(DeliveryFlowIT::assertVerifies);
            assertThat(receiver.received().stream()
                            .map(request -> request.header("webhook-id"))
                            .distinct())
                    .hasSize(1);
            assertThat(database.query("SELECT status_code, error FROM attempt")
                            .get(0)
                            .getInteger(0))
                    .isEqualTo(500);
            assertThat(database.number("SELECT attempts FROM ended_delivery")).isEqualTo(2);
        }
    }

    @Test
    void buriesAfterTheLastAttempt() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(503))) {
            world.endpoint(receiver.url("/"), "t", schedule(Duration.ofMillis(50), Duration.ofMillis(50)));

            node.route(List.of(world.event("t", "e-1", "k")));

            eventually(() -> count("ended_delivery") == 1);
            var ended = database.query("SELECT status, cause, attempts FROM ended_delivery")
                    .get(0);
            assertThat(ended.getInteger("status")).isEqualTo(1);
            assertThat(ended.getString("cause")).isEqualTo("attempts-exhausted");
            assertThat(ended.getInteger("attempts")).isEqualTo(3);
            assertThat(receiver.received()).hasSize(3);
        }
    }

    @Test
    void endsAtOnceWhenTheEndpointIsGone() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(410))) {
            Endpoint endpoint = world.endpoint(receiver.url("/"), "t", schedule(Duration.ofMillis(50)));

            node.route(List.of(world.event("t", "e-1", "k")));

            eventually(() -> count("ended_delivery") == 1);
            assertThat(database.query("SELECT cause FROM ended_delivery").get(0).getString(0))
                    .isEqualTo("gone");
            eventually(() -> world.configuration()
                            .endpoint(endpoint.tenantId(), endpoint.id())
                            .orElseThrow()
                            .state()
                    == EndpointState.DISABLED);

            node.route(List.of(world.event("t", "e-2", "k")));

            assertThat(database.number("SELECT count(*) FROM open_delivery WHERE state = 1"))
                    .isEqualTo(1);
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void triesNoMoreWhenTheDeliveryWouldBeTooOld() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(503))) {
            RetryPolicy policy = new RetryPolicy(
                    new RetryPolicy.Schedule(List.of(Duration.ofMillis(20), Duration.ofHours(1), Duration.ofHours(1))),
                    0,
                    Optional.of(Duration.ofMinutes(10)),
                    List.of());
            world.endpoint(receiver.url("/"), "t", policy);

            node.route(List.of(world.event("t", "e-1", "k")));

            eventually(() -> count("ended_delivery") == 1);
            assertThat(database.query("SELECT cause FROM ended_delivery").get(0).getString(0))
                    .isEqualTo("max-age-exceeded");
            assertThat(receiver.received()).hasSize(2);
        }
    }

    @Test
    void aFaultOfTheEgressProxyUsesUpNoAttempt() {
        node.stop();
        AtomicInteger asked = new AtomicInteger();
        NetServer proxy = vertx.createNetServer()
                .connectHandler(client -> client.handler(head -> {
                    asked.incrementAndGet();
                    client.end(Buffer.buffer("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"));
                }));
        int port = TestNode.await(proxy.listen(0, "127.0.0.1")).actualPort();
        node = new TestNode(
                        vertx,
                        database.pool(),
                        world.configuration(),
                        Map.of(
                                "hookgate.egress-proxy",
                                "http://127.0.0.1:" + port,
                                "hookgate.delivery.dispatch.pause-after-fault",
                                "30ms"))
                .start();
        world.endpoint(URI.create("http://127.0.0.1:9999/"), "t", schedule());

        node.route(List.of(world.event("t", "e-1", "k")));

        eventually(() -> asked.get() > 3);
        assertThat(database.number("SELECT attempts FROM open_delivery")).isZero();
        assertThat(count("ended_delivery")).isZero();
        assertThat(count("attempt")).isZero();
    }

    @Test
    void neverFollowsARedirect() {
        try (Receiver other = Receiver.start(vertx, Receiver.status(200));
                Receiver receiver = Receiver.start(
                        vertx,
                        (response, before) -> response.setStatusCode(307)
                                .putHeader("Location", other.url("/").toString())
                                .end())) {
            world.endpoint(receiver.url("/"), "t", schedule());

            node.route(List.of(world.event("t", "e-1", "k")));

            eventually(() -> count("ended_delivery") == 1);
            assertThat(database.number("SELECT last_status_code FROM ended_delivery"))
                    .isEqualTo(307);
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void storesWhatTheProviderSendsTwiceOnce() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            world.endpoint(receiver.url("/"), "t", schedule());
            byte[] first = world.event("t", "e-1", "k");

            node.route(List.of(first, world.event("t", "e-1", "k"), world.event("t", "e-2", "k")));
            node.route(List.of(world.event("t", "e-1", "k")));
            node.route(List.of(first));

            eventually(() -> count("ended_delivery") == 2);
            assertThat(receiver.received()).hasSize(2);
            assertThat(database.query("SELECT cloud_event_id, duplicates FROM event ORDER BY sequence"))
                    .extracting(row -> row.getString(0) + " " + row.getInteger(1))
                    .containsExactly("e-1 2", "e-2 0");
            assertThat(node.meters().counter("hookgate.events.duplicates").count())
                    .isEqualTo(2);
        }
    }

    @Test
    void givesSequencesInTheOrderOfArrival() {
        List<byte[]> records = IntStream.range(0, 700)
                .mapToObj(i -> world.event("unwanted", "e-" + i, "k"))
                .toList();

        node.route(records.subList(0, 500));
        node.route(records.subList(500, 700));

        assertThat(database.query("SELECT cloud_event_id FROM event ORDER BY sequence"))
                .extracting(row -> row.getString(0))
                .isEqualTo(IntStream.range(0, 700).mapToObj(i -> "e-" + i).toList());
        assertThat(database.number("SELECT count(*) FROM event WHERE deliveries = '{}'"))
                .isEqualTo(700);
        assertThat(node.meters().counter("hookgate.events.unmatched").count()).isEqualTo(700);
    }

    @Test
    void putsARecordAsideThatIsNoEvent() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            world.endpoint(receiver.url("/"), "t", schedule());

            node.route(List.of(
                    world.event("t", "e-1", "k"),
                    "{\"no\":\"event\"}".getBytes(StandardCharsets.UTF_8),
                    "garbage".getBytes(StandardCharsets.UTF_8),
                    world.event("t", "e-2", "k")));

            eventually(() -> receiver.received().size() == 2);
            assertThat(count("undecodable_record")).isEqualTo(2);
        }
    }

    @Test
    void deliversToOthersWhileAnEndpointHangs() {
        try (Receiver hanging = Receiver.start(vertx, (response, before) -> {});
                Receiver healthy = Receiver.start(vertx, Receiver.status(200))) {
            world.endpoint(
                    hanging.url("/"), "t", schedule(), PayloadForm.CLOUDEVENTS_STRUCTURED, Duration.ofSeconds(20));
            world.endpoint(healthy.url("/"), "t", schedule());
            List<byte[]> records = IntStream.range(0, 1000)
                    .mapToObj(i -> world.event("t", "e-" + i, "k"))
                    .toList();

            node.route(records);

            eventually(() -> database.number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 1000);
            assertThat(healthy.received()).hasSize(1000);
            assertThat(database.number("SELECT count(*) FROM open_delivery")).isEqualTo(1000);
            assertThat(database.number("SELECT count(*) FROM open_delivery WHERE state = 1"))
                    .isPositive();
            world.configuration()
                    .put(World.withState(
                            world.configuration()
                                    .endpoint(world.tenantId(), endpointOf("open_delivery"))
                                    .orElseThrow(),
                            EndpointState.PAUSED));
        }
    }

    @Test
    void keepsWhatIsDueForAPausedEndpoint() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint endpoint = world.endpoint(receiver.url("/"), "t", schedule());
            world.configuration().put(World.withState(endpoint, EndpointState.PAUSED));
            node.route(List.of(world.event("t", "e-1", "k"), world.event("t", "e-2", "k")));
            assertThat(database.number("SELECT count(*) FROM open_delivery WHERE state = 1 AND attempts = 0"))
                    .isEqualTo(2);

            world.configuration().put(endpoint);

            eventually(() -> count("ended_delivery") == 2);
            assertThat(receiver.received()).hasSize(2);
        }
    }

    @Test
    void cancelsWhatWasMeantForADeletedEndpoint() {
        Endpoint endpoint = world.endpoint(java.net.URI.create("http://127.0.0.1:1/"), "t", schedule());
        world.configuration().remove(endpoint.id());

        node.route(List.of(world.event("t", "e-1", "k")));

        eventually(() -> count("ended_delivery") == 1);
        assertThat(database.query("SELECT status, cause FROM ended_delivery")
                        .get(0)
                        .getString("cause"))
                .isEqualTo("endpoint-deleted");
    }

    @Test
    void waitsForTheConfiguration() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            world.endpoint(receiver.url("/"), "t", schedule());
            world.configuration().loaded(false);
            var routed = node.routing().route(List.of(world.event("t", "e-1", "k")));
            assertThat(routed.isComplete()).isFalse();

            world.configuration().loaded(true);

            TestNode.await(routed);
            eventually(() -> receiver.received().size() == 1);
        }
    }

    @Test
    void takesOverWhatADeadNodeHasLeased() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            world.endpoint(receiver.url("/"), "t", schedule());
            TestNode dead = new TestNode(vertx, database.pool(), world.configuration(), Map.of());
            TestNode.await(dead.ledger().queue().renew());
            leaseWithoutSending(dead, 3);
            assertThat(database.number("SELECT count(*) FROM open_delivery WHERE state = 2"))
                    .isEqualTo(3);

            eventually(() -> count("ended_delivery") == 3);

            assertThat(receiver.received()).hasSize(3);
        }
    }

    @Test
    void recoversLeasesThatItDoesNotKnowOf() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            world.endpoint(receiver.url("/"), "t", schedule());
            leaseWithoutSending(node, 2);
            assertThat(database.number("SELECT count(*) FROM open_delivery WHERE state = 2"))
                    .isEqualTo(2);

            node.dispatch().clock().doubt();

            eventually(() -> count("ended_delivery") == 2);
        }
    }

    @Test
    void losesNothingWhenTheDatabaseGoesAway() {
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) ->
                        response.setStatusCode(before % 7 == 0 ? 500 : 200).end())) {
            world.endpoint(
                    receiver.url("/"),
                    "t",
                    schedule(Collections.nCopies(20, Duration.ofMillis(100)).toArray(Duration[]::new)));
            List<EventId> ids = IntStream.range(0, 600)
                    .mapToObj(i -> new EventId(world.id()))
                    .toList();
            for (int batch = 0; batch < 30; batch++) {
                List<byte[]> records = records(ids, batch * 20, batch * 20 + 20);
                if (batch % 6 == 3) {
                    database.breakConnections();
                }
                if (batch == 15) {
                    database.allowConnections(false);
                    database.breakConnections();
                }
                if (batch == 16) {
                    database.allowConnections(true);
                }
                routeUntilStored(records, batch == 15);
            }

            eventually(() -> count("ended_delivery") == 600 && count("open_delivery") == 0);

            assertThat(database.number("SELECT count(*) FROM ended_delivery WHERE status <> 0"))
                    .isZero();
            assertThat(receiver.received().stream()
                            .map(request -> request.header("webhook-id"))
                            .distinct())
                    .hasSize(600);
        }
    }

    /** As the bus does it: a batch that could not be stored comes again. */
    private void routeUntilStored(List<byte[]> records, boolean once) {
        for (int i = 0; i < 100; i++) {
            try {
                node.route(records);
                return;
            } catch (IllegalStateException e) {
                if (once) {
                    database.allowConnections(true);
                }
            }
        }
        throw new AssertionError("The batch could not be stored");
    }

    private List<byte[]> records(List<EventId> ids, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> world.event("t", "e-" + i, "k", ids.get(i)))
                .toList();
    }

    @Test
    void givesBackWhatItHasNotSentWhenItStops() {
        List<io.vertx.core.http.HttpServerResponse> open = new ArrayList<>();
        try (Receiver receiver = Receiver.start(vertx, (response, before) -> {
            synchronized (open) {
                open.add(response);
            }
        })) {
            world.endpoint(receiver.url("/"), "t", schedule());
            TestNode stopping = new TestNode(
                            vertx,
                            database.pool(),
                            world.configuration(),
                            Map.of("hookgate.delivery.dispatch.concurrency", "2"))
                    .start();
            node.stop();
            stopping.route(IntStream.range(0, 10)
                    .mapToObj(i -> world.event("t", "e-" + i, "k"))
                    .toList());
            eventually(() -> receiver.received().size() == 2);

            var stopped = stopping.dispatch().clock().stop();
            eventually(() -> database.number("SELECT count(*) FROM open_delivery WHERE state = 0") == 8);
            assertThat(stopped.isComplete()).isFalse();
            open.forEach(response -> response.end());
            TestNode.await(stopped);

            assertThat(count("ended_delivery")).isEqualTo(2);
            assertThat(database.number("SELECT count(*) FROM open_delivery WHERE state = 0"))
                    .isEqualTo(8);
            assertThat(database.number("SELECT count(*) FROM open_delivery WHERE state = 2"))
                    .isZero();
            node = new TestNode(vertx, database.pool(), world.configuration(), Map.of());
        }
    }

    private void leaseWithoutSending(TestNode owner, int count) {
        List<io.hookgate.delivery.ledger.RoutedEvent> events = IntStream.range(0, count)
                .mapToObj(i -> routed(world.event("t", "lost-" + i, "k")))
                .toList();
        TestNode.await(owner.ledger().events().append(events));
    }

    private io.hookgate.delivery.ledger.RoutedEvent routed(byte[] record) {
        try {
            var event = io.hookgate.model.EventCodec.open(record);
            var subscription = world.configuration()
                    .matching(
                            world.tenantId(),
                            io.hookgate.model.EventJson.envelopeMapper().readTree(record))
                    .get(0);
            return new io.hookgate.delivery.ledger.RoutedEvent(
                    event,
                    List.of(new io.hookgate.delivery.ledger.NewDelivery(
                            new io.hookgate.model.DeliveryId(world.id()),
                            subscription.id(),
                            subscription.endpointId(),
                            null,
                            true)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private io.hookgate.model.EndpointId endpointOf(String table) {
        return new io.hookgate.model.EndpointId(database.query("SELECT endpoint_id FROM " + table + " LIMIT 1")
                .get(0)
                .getUUID(0));
    }

    private long count(String table) {
        return database.number("SELECT count(*) FROM " + table);
    }

    private static void assertVerifies(Received request) {
        HttpHeaders headers = HttpHeaders.of(
                request.headers().entries().stream()
                        .collect(Collectors.groupingBy(
                                entry -> entry.getKey().toLowerCase(java.util.Locale.ROOT),
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList()))),
                (name, value) -> true);
        assertThatCode(() -> new Webhook(World.SECRET.reveal())
                        .verify(new String(request.body(), StandardCharsets.UTF_8), headers))
                .doesNotThrowAnyException();
    }
}

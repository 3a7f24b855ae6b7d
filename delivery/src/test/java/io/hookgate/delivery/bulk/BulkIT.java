package io.hookgate.delivery.bulk;

import static io.hookgate.delivery.World.eventually;
import static io.hookgate.delivery.World.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Receiver;
import io.hookgate.delivery.TestDatabase;
import io.hookgate.delivery.TestNode;
import io.hookgate.delivery.World;
import io.hookgate.delivery.history.DeliveryStatus;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.BreakerPolicy;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.Limits;
import io.hookgate.tenant.Ordering;
import io.hookgate.tenant.Ordering.OnFailure;
import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.Subscription;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs over a real database and real receivers. */
class BulkIT {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Map<String, String> QUICK = Map.of("hookgate.delivery.bulk.poll-interval", "50ms");

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create(vertx);
    private final World world = new World();
    private final AtomicInteger status = new AtomicInteger(500);
    private final Receiver receiver = Receiver.start(
            vertx, (response, before) -> response.setStatusCode(status.get()).end());
    private TestNode node = node(Map.of());

    private TestNode node(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(QUICK);
        all.putAll(properties);
        return new TestNode(vertx, database.pool(), world.configuration(), all).start();
    }

    @AfterEach
    void stop() {
        node.stop();
        receiver.close();
        TestNode.await(vertx.close());
    }

    @Test
    void retriesAllDeadDeliveriesOfAnEndpoint() {
        Endpoint endpoint = endpoint(receiver.url("/a"), "a", schedule());
        endpoint(receiver.url("/b"), "b", schedule());
        node.route(events("a", 250));
        node.route(events("b", 3));
        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 1") == 253);
        status.set(200);

        Job job = add(retry(endpoint, List.of(DeliveryStatus.DEAD), null), null);

        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 250);
        Job done = eventuallyEnded(job);
        assertThat(done.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(done.total()).isEqualTo(250);
        assertThat(done.processed()).isEqualTo(250);
        assertThat(done.opened()).isEqualTo(250);
        assertThat(number("SELECT count(*) FROM ended_delivery WHERE status = 1"))
                .isEqualTo(3);
        assertThat(number("SELECT count(*) FROM attempt")).isEqualTo(250);
    }

    @Test
    void bringsForwardWhatWaitsForItsNextAttempt() {
        Endpoint endpoint = endpoint(receiver.url("/"), "a", schedule(Duration.ofHours(1)));
        node.route(events("a", 5));
        eventually(() -> number("SELECT count(*) FROM open_delivery WHERE state = 0 AND attempts = 1") == 5);
        status.set(200);

        Job job = add(retry(endpoint, List.of(DeliveryStatus.RETRYING, DeliveryStatus.DEAD), null), null);

        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 5);
        assertThat(eventuallyEnded(job).opened()).isEqualTo(5);
    }

    @Test
    void retriesByCause() {
        Endpoint endpoint = endpoint(receiver.url("/"), "a", schedule());
        node.route(events("a", 2));
        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 1") == 2);
        status.set(410);
        // One only: it disables the endpoint, and whatever is attempted after that waits.
        node.route(events("a", 1));
        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE cause = 'gone'") == 1);
        world.configuration().put(endpoint);
        status.set(200);

        Job job = add(retry(endpoint, List.of(DeliveryStatus.DEAD), "attempts-exhausted"), null);

        assertThat(eventuallyEnded(job).opened()).isEqualTo(2);
        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 2);
        assertThat(number("SELECT count(*) FROM ended_delivery WHERE cause = 'gone'"))
                .isEqualTo(1);
    }

    @Test
    void replaysATimeToWhatMatchesNow() {
        status.set(200);
        Instant before = Instant.now();
        node.route(events("a", 120));
        node.route(events("b", 30));
        world.ordered(receiver.url("/"), "a", schedule(), new Ordering(OnFailure.SKIP, Optional.empty()));

        Job job = add(new JobScope.Replay(before.minusSeconds(1), later(), null, true, null, null, null), null);

        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 120);
        Job done = eventuallyEnded(job);
        assertThat(done.processed()).isEqualTo(150);
        assertThat(done.opened()).isEqualTo(120);
        assertThat(receiver.received().stream()
                        .map(request ->
                                new JsonObject(new String(request.body(), StandardCharsets.UTF_8)).getString("id")))
                .isEqualTo(IntStream.range(0, 120).mapToObj(i -> "a-" + i).toList());
        assertThat(number("SELECT count(*) FROM event WHERE cardinality(deliveries) = 1"))
                .isEqualTo(120);
    }

    @Test
    void replaysToOneSubscriptionWhetherItMatchesOrNot() {
        status.set(200);
        node.route(events("a", 10));
        node.route(events("b", 10));
        Endpoint endpoint = endpoint(receiver.url("/"), "c", schedule());
        endpoint(receiver.url("/other"), "a", schedule());
        Subscription subscription =
                world.configuration().subscriptions(endpoint.id()).get(0);

        Job job = add(new JobScope.Replay(LONG_AGO, later(), subscription.id().value(), false, "a", null, null), null);

        assertThat(eventuallyEnded(job).opened()).isEqualTo(10);
        eventually(() -> receiver.received().size() == 10);
        assertThat(receiver.received())
                .allSatisfy(request -> assertThat(request.path()).isEqualTo("/"));
    }

    @Test
    void goesOnWhereADeadNodeHasStopped() {
        Endpoint endpoint = endpoint(receiver.url("/"), "a", schedule());
        node.route(events("a", 300));
        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 1") == 300);
        status.set(200);
        Job job = add(retry(endpoint, List.of(DeliveryStatus.DEAD), null), 400);
        eventually(() -> get(job).processed() > 0);

        node.stop();
        assertThat(get(job).finishedAt()).isNull();
        node = node(Map.of());

        assertThat(eventuallyEnded(job).opened()).isEqualTo(300);
        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 300);
    }

    @Test
    void stopsWhenItIsCancelled() {
        Endpoint endpoint = endpoint(receiver.url("/"), "a", schedule());
        node.route(events("a", 20));
        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 1") == 20);
        status.set(200);
        Job job = add(retry(endpoint, List.of(DeliveryStatus.DEAD), null), 1);
        eventually(() -> get(job).processed() > 0);

        Optional<Job> cancelled = TestNode.await(node.bulk().store().cancel(world.tenantId(), job.id()));

        assertThat(cancelled).map(Job::status).contains(JobStatus.CANCELLED);
        assertThat(TestNode.await(node.bulk().store().cancel(world.tenantId(), job.id())))
                .isEmpty();
        assertThat(number("SELECT count(*) FROM ended_delivery WHERE status = 1"))
                .isPositive();
    }

    @Test
    void waitsWhileItsEndpointsHaveNoRoom() {
        Endpoint endpoint = endpoint(receiver.url("/"), "a", schedule());
        node.route(events("a", 100));
        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 1") == 100);
        node.stop();
        node = node(Map.of("hookgate.delivery.bulk.backlog", "10", "hookgate.delivery.bulk.slice", "10"));
        status.set(200);
        world.configuration().put(World.withState(endpoint, EndpointState.PAUSED));

        Job job = add(retry(endpoint, List.of(DeliveryStatus.DEAD), null), 5000);
        eventually(() -> get(job).processed() == 10
                && number("SELECT count(*) FROM bulk_job WHERE next_slice_at > now() + interval '100 milliseconds'")
                        == 1);
        assertThat(number("SELECT count(*) FROM open_delivery")).isEqualTo(10);
        world.configuration().put(endpoint);

        assertThat(eventuallyEnded(job).opened()).isEqualTo(100);
        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 100);
    }

    @Test
    void letsLiveTrafficGoFirst() {
        Endpoint endpoint = endpoint(receiver.url("/"), "a", schedule());
        node.route(events("a", 30));
        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 1") == 30);
        status.set(200);
        world.configuration().put(World.withState(endpoint, EndpointState.PAUSED));
        eventuallyEnded(add(retry(endpoint, List.of(DeliveryStatus.DEAD), null), null));
        node.route(events("live", "a", 5));
        node.stop();
        receiver.received().clear();

        node = node(Map.of("hookgate.delivery.dispatch.concurrency", "1", "hookgate.delivery.dispatch.claim", "5"));
        world.configuration().put(endpoint);

        eventually(() -> number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 35);
        assertThat(receiver.received().subList(0, 5))
                .extracting(
                        request -> new JsonObject(new String(request.body(), StandardCharsets.UTF_8)).getString("id"))
                .allSatisfy(id -> assertThat(id).startsWith("live-"));
    }

    @Test
    void limitsTheJobsOfATenantAndShowsThemToNoOther() {
        Endpoint endpoint = endpoint(receiver.url("/"), "a", schedule());
        world.configuration().loaded(false);
        for (int i = 0; i < 20; i++) {
            add(retry(endpoint, List.of(DeliveryStatus.DEAD), null), null);
        }

        assertThat(TestNode.await(node.bulk()
                        .store()
                        .add(world.tenantId(), retry(endpoint, List.of(DeliveryStatus.DEAD), null), null)))
                .isEmpty();
        TenantId other = new TenantId(world.id());
        assertThat(TestNode.await(node.bulk().store().list(world.tenantId(), new UUID(-1, -1), null)))
                .hasSize(20);
        assertThat(TestNode.await(node.bulk().store().list(world.tenantId(), new UUID(-1, -1), JobStatus.FINISHED)))
                .isEmpty();
        assertThat(TestNode.await(node.bulk().store().list(other, new UUID(-1, -1), null)))
                .isEmpty();
        world.configuration().loaded(true);
    }

    /** An endpoint to which sending never pauses, however much fails. */
    private Endpoint endpoint(URI url, String type, RetryPolicy policy) {
        Endpoint endpoint = world.endpoint(url, type, policy);
        Limits limits = endpoint.limits();
        BreakerPolicy never = new BreakerPolicy(false, 100, 20, Duration.ofSeconds(60), Duration.ofSeconds(30), 3);
        Endpoint patient = World.changed(endpoint)
                .limits(new Limits(
                        limits.rate(), limits.concurrency(), limits.connectTimeout(), limits.timeout(), never))
                .build();
        world.configuration().put(patient);
        return patient;
    }

    private Job add(JobScope scope, Integer rate) {
        Job job = TestNode.await(node.bulk().store().add(world.tenantId(), scope, rate))
                .orElseThrow();
        node.bulk().runner().wake();
        return job;
    }

    private Job get(Job job) {
        return TestNode.await(node.bulk().store().get(world.tenantId(), job.id()))
                .orElseThrow();
    }

    private Job eventuallyEnded(Job job) {
        eventually(() -> get(job).finishedAt() != null);
        return get(job);
    }

    private static JobScope retry(Endpoint endpoint, List<DeliveryStatus> statuses, String cause) {
        return new JobScope.Retry(statuses, LONG_AGO, later(), endpoint.id().value(), null, cause, null);
    }

    private static Instant later() {
        return Instant.now().plusSeconds(60);
    }

    private List<byte[]> events(String type, int count) {
        return events(type, type, count);
    }

    private List<byte[]> events(String prefix, String type, int count) {
        String unique = prefix.equals("live") || status.get() == 200 ? "" : status.get() + "-";
        return IntStream.range(0, count)
                .mapToObj(i -> world.event(type, prefix + "-" + unique + i, "k"))
                .toList();
    }

    private long number(String sql) {
        return database.number(sql);
    }
}

package io.hookgate.delivery;

import static io.hookgate.delivery.World.eventually;
import static io.hookgate.delivery.World.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Receiver.Received;
import io.hookgate.model.DeliveryId;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.Ordering;
import io.hookgate.tenant.Ordering.OnFailure;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries of ordered subscriptions, over a real database and real receivers. */
class OrderingIT {
    private static final Ordering SKIP = new Ordering(OnFailure.SKIP, Optional.empty());
    private static final Ordering PARK = new Ordering(OnFailure.PARK, Optional.empty());

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create(vertx);
    private final World world = new World();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final List<String> overlapping = new ArrayList<>();
    private TestNode node;

    @BeforeEach
    void start() {
        node = node();
    }

    private TestNode node() {
        return new TestNode(vertx, database.pool(), world.configuration(), Map.of()).start();
    }

    @AfterEach
    void stop() {
        node.stop();
        TestNode.await(vertx.close());
    }

    @Test
    void sendsOneAfterAnotherWithinEachKey() {
        try (Receiver receiver = slow(before -> before % 5 == 0)) {
            world.ordered(receiver.url("/"), "t", schedule(delays(20, 10)), SKIP);

            for (int batch = 0; batch < 10; batch++) {
                node.route(records(batch * 30, batch * 30 + 30, 7));
            }

            eventually(() -> count("ended_delivery") == 300);
            assertThat(overlapping).isEmpty();
            assertInOrder(receiver);
            assertThat(database.number("SELECT count(*) FROM ended_delivery WHERE status <> 0"))
                    .isZero();
        }
    }

    @Test
    void keepsTheOrderWithSeveralNodes() {
        TestNode other = node();
        try (Receiver receiver = slow(before -> before % 4 == 0)) {
            world.ordered(receiver.url("/"), "t", schedule(delays(20, 10)), SKIP);

            for (int batch = 0; batch < 10; batch++) {
                (batch % 2 == 0 ? node : other).route(records(batch * 30, batch * 30 + 30, 7));
            }

            eventually(() -> count("ended_delivery") == 300);
            assertThat(overlapping).isEmpty();
            assertInOrder(receiver);
        } finally {
            other.stop();
        }
    }

    @Test
    void blocksTheKeyOfAFailingHeadAlone() {
        try (Receiver receiver = picky()) {
            failing.add("0");
            world.ordered(receiver.url("/"), "t", schedule(Duration.ofHours(1)), SKIP);

            node.route(records(0, 10, 2));

            eventually(() -> count("ended_delivery") == 5);
            assertThat(numbers(receiver)).containsExactlyInAnyOrder(0, 1, 3, 5, 7, 9);
            assertThat(database.number("SELECT count(*) FROM open_delivery WHERE state = -1"))
                    .isEqualTo(4);
        }
    }

    @Test
    void goesOnBehindADeadHead() {
        try (Receiver receiver = picky()) {
            failing.add("0");
            world.ordered(receiver.url("/"), "t", schedule(delays(2, 10)), SKIP);

            node.route(records(0, 4, 1));

            eventually(() -> count("ended_delivery") == 4);
            assertThat(numbers(receiver)).containsExactly(0, 0, 0, 1, 2, 3);
        }
    }

    @Test
    void parksBehindADeadHeadUntilItIsSkipped() {
        try (Receiver receiver = picky()) {
            failing.add("0");
            world.ordered(receiver.url("/"), "t", schedule(), PARK);
            node.route(records(0, 3, 1));
            eventually(() -> count("held_line") == 1);
            node.route(records(3, 5, 1));
            assertThat(numbers(receiver)).containsExactly(0);

            assertThat(node.interventions()
                            .skip(world.tenantId(), dead())
                            .await()
                            .indefinitely())
                    .isPresent();

            eventually(() -> count("ended_delivery") == 5);
            assertThat(numbers(receiver)).containsExactly(0, 1, 2, 3, 4);
            assertThat(count("held_line")).isZero();
        }
    }

    @Test
    void goesOnWhenAParkedHeadIsRetried() {
        try (Receiver receiver = picky()) {
            failing.add("0");
            world.ordered(receiver.url("/"), "t", schedule(), PARK);
            node.route(records(0, 3, 1));
            eventually(() -> count("held_line") == 1);
            failing.clear();

            assertThat(node.interventions()
                            .redrive(world.tenantId(), dead())
                            .await()
                            .indefinitely())
                    .isTrue();

            eventually(() -> database.number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 3);
            assertThat(numbers(receiver)).containsExactly(0, 0, 1, 2);
            assertThat(count("held_line")).isZero();
        }
    }

    @Test
    void goesOnWhenTheRuleDoesNotParkAnyMore() {
        try (Receiver receiver = picky()) {
            failing.add("0");
            Endpoint endpoint = world.ordered(receiver.url("/"), "t", schedule(), PARK);
            node.route(records(0, 3, 1));
            eventually(() -> count("held_line") == 1);

            world.order(endpoint, "t", SKIP);

            eventually(() -> count("ended_delivery") == 3);
            assertThat(numbers(receiver)).containsExactly(0, 1, 2);
        }
    }

    @Test
    void goesOnWhenTheDeadHeadIsKeptNoMore() {
        try (Receiver receiver = picky()) {
            failing.add("0");
            world.ordered(receiver.url("/"), "t", schedule(), PARK);
            node.route(records(0, 3, 1));
            eventually(() -> count("held_line") == 1);

            database.query("UPDATE held_line SET delivery_id = ledger_bound(now() - interval '31 days')");

            eventually(() -> count("ended_delivery") == 3);
            assertThat(numbers(receiver)).containsExactly(0, 1, 2);
        }
    }

    @Test
    void givesUpAHeadThatHoldsUpOthersForTooLong() {
        try (Receiver receiver = picky()) {
            failing.add("0");
            world.ordered(
                    receiver.url("/"),
                    "t",
                    schedule(Duration.ofMillis(10), Duration.ofHours(1)),
                    new Ordering(OnFailure.SKIP, Optional.of(Duration.ofMinutes(1))));

            node.route(records(0, 2, 1));

            eventually(() -> count("ended_delivery") == 2);
            assertThat(numbers(receiver)).containsExactly(0, 0, 1);
            assertThat(database.query("SELECT cause FROM ended_delivery WHERE status = 1")
                            .get(0)
                            .getString(0))
                    .isEqualTo("order-given-up");
        }
    }

    @Test
    void goesOnWhenTheHeadIsCancelled() {
        try (Receiver receiver = picky()) {
            failing.add("0");
            world.ordered(receiver.url("/"), "t", schedule(Duration.ofHours(1)), PARK);
            node.route(records(0, 4, 1));
            eventually(
                    () -> database.number("SELECT count(*) FROM open_delivery WHERE attempts = 1 AND state = 0") == 1);
            DeliveryId head = open("state = 0");
            DeliveryId second = open("state = -1");

            assertThat(node.interventions()
                            .bringForward(world.tenantId(), second)
                            .await()
                            .indefinitely())
                    .isFalse();
            assertThat(node.interventions()
                            .cancel(world.tenantId(), second)
                            .await()
                            .indefinitely())
                    .isTrue();
            assertThat(node.interventions()
                            .cancel(world.tenantId(), head)
                            .await()
                            .indefinitely())
                    .isTrue();

            eventually(() -> database.number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 2);
            assertThat(numbers(receiver)).containsExactly(0, 2, 3);
        }
    }

    @Test
    void putsWhatIsOpenedAgainBeforeWhatCameLater() {
        try (Receiver receiver = picky()) {
            failing.add("0");
            Endpoint endpoint = world.ordered(receiver.url("/"), "t", schedule(), SKIP);
            node.route(records(0, 1, 1));
            eventually(() -> count("ended_delivery") == 1);
            failing.clear();
            world.configuration().put(World.withState(endpoint, EndpointState.PAUSED));
            node.route(records(1, 4, 1));

            node.interventions().redrive(world.tenantId(), dead()).await().indefinitely();
            world.configuration().put(endpoint);

            eventually(() -> database.number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 4);
            assertThat(numbers(receiver)).containsExactly(0, 1, 0, 2, 3);
        }
    }

    @Test
    void keepsTheOrderWhenANodeDies() {
        try (Receiver receiver = Receiver.start(vertx, (response, before) -> {
            // The first three are never answered: the node that has sent them is dead.
            if (before >= 3) {
                response.end();
            }
        })) {
            world.ordered(receiver.url("/"), "t", schedule(delays(5, 10)), SKIP);
            node.stop();
            TestNode dying = new TestNode(
                    vertx, database.pool(), world.configuration(), Map.of("hookgate.delivery.ledger.node-lease", "4s"));
            TestNode.await(dying.ledger().queue().renew());
            dying.route(records(0, 12, 3));
            eventually(() -> receiver.received().size() == 3);

            node = node();

            eventually(() -> count("ended_delivery") == 12);
            assertThat(numbers(receiver)).hasSize(15);
            assertInOrder(receiver);
        }
    }

    @Test
    void sendsNoHeadWithoutALease() {
        try (Receiver receiver = picky()) {
            world.ordered(receiver.url("/"), "t", schedule(), SKIP);
            node.stop();
            TestNode stopped = new TestNode(vertx, database.pool(), world.configuration(), Map.of());

            stopped.route(records(0, 1, 1));

            eventually(() -> database.number("SELECT count(*) FROM open_delivery WHERE state = 1") == 1);
            assertThat(receiver.received()).isEmpty();
            node = node();
            eventually(() -> receiver.received().size() == 1);
        }
    }

    @Test
    void losesNobodysPlaceWhenTheDatabaseGoesAway() {
        try (Receiver receiver = slow(before -> before % 6 == 0)) {
            world.ordered(receiver.url("/"), "t", schedule(delays(20, 10)), SKIP);
            for (int batch = 0; batch < 12; batch++) {
                if (batch % 3 == 1) {
                    database.breakConnections();
                }
                routeUntilStored(records(batch * 10, batch * 10 + 10, 3));
            }

            eventually(() -> count("ended_delivery") == 120 && count("open_delivery") == 0);

            assertInOrder(receiver);
        }
    }

    private void routeUntilStored(List<byte[]> records) {
        for (int i = 0; i < 100; i++) {
            try {
                node.route(records);
                return;
            } catch (IllegalStateException e) {
                // As the bus does it: a batch that could not be stored comes again.
            }
        }
        throw new AssertionError("The batch could not be stored");
    }

    /** Fails for the events whose numbers are in {@code failing}. */
    private Receiver picky() {
        Receiver[] receiver = new Receiver[1];
        receiver[0] = Receiver.start(vertx, (response, before) -> {
            String number = Integer.toString(number(receiver[0].received().get(before)));
            response.setStatusCode(failing.contains(number) ? 500 : 200).end();
        });
        return receiver[0];
    }

    /** Answers late, and notes when two events of one key are there at the same time. */
    private Receiver slow(Predicate<Integer> fails) {
        Receiver[] receiver = new Receiver[1];
        receiver[0] = Receiver.start(vertx, (response, before) -> {
            String key = key(receiver[0].received().get(before));
            if (underWay.merge(key, 1, Integer::sum) > 1) {
                overlapping.add(key);
            }
            vertx.setTimer(1 + before % 5, timer -> {
                underWay.merge(key, -1, Integer::sum);
                response.setStatusCode(fails.test(before) ? 503 : 200).end();
            });
        });
        return receiver[0];
    }

    /** The first time that each event came is later than that of every event with its key and a smaller number. */
    private static void assertInOrder(Receiver receiver) {
        Map<String, Map<Integer, Boolean>> firsts = new HashMap<>();
        receiver.received()
                .forEach(request -> firsts.computeIfAbsent(key(request), key -> new LinkedHashMap<>())
                        .putIfAbsent(number(request), true));
        assertThat(firsts.values())
                .allSatisfy(numbers -> assertThat(List.copyOf(numbers.keySet())).isSorted());
    }

    private List<byte[]> records(int from, int to, int keys) {
        return IntStream.range(from, to)
                .mapToObj(number -> world.event("t", "key-" + number % keys + "/" + number, "key-" + number % keys))
                .toList();
    }

    private static List<Integer> numbers(Receiver receiver) {
        return receiver.received().stream().map(OrderingIT::number).toList();
    }

    private static int number(Received request) {
        String id = id(request);
        return Integer.parseInt(id.substring(id.indexOf('/') + 1));
    }

    private static String key(Received request) {
        String id = id(request);
        return id.substring(0, id.indexOf('/'));
    }

    private static String id(Received request) {
        return new JsonObject(io.vertx.core.buffer.Buffer.buffer(request.body())).getString("id");
    }

    private static Duration[] delays(int count, int millis) {
        return IntStream.range(0, count)
                .mapToObj(i -> Duration.ofMillis(millis))
                .toArray(Duration[]::new);
    }

    private DeliveryId dead() {
        return new DeliveryId(database.query("SELECT id FROM ended_delivery WHERE status = 1")
                .get(0)
                .getUUID(0));
    }

    private DeliveryId open(String condition) {
        return new DeliveryId(database.query("SELECT id FROM open_delivery WHERE " + condition + " ORDER BY place")
                .get(0)
                .getUUID(0));
    }

    private long count(String table) {
        return database.number("SELECT count(*) FROM " + table);
    }
}

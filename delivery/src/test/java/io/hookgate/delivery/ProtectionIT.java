package io.hookgate.delivery;

import static io.hookgate.delivery.World.eventually;
import static io.hookgate.delivery.World.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.tenant.BreakerPolicy;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.Limits;
import io.hookgate.tenant.RetryPolicy;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps deliveries from overwhelming a receiver, over a real database, several nodes and real receivers. */
class ProtectionIT {
    private static final BreakerPolicy NO_BREAKER =
            new BreakerPolicy(false, 100, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create(vertx);
    private final World world = new World();
    private final TestNode first = node();
    private final TestNode second = node();

    private TestNode node() {
        return new TestNode(vertx, database.pool(), world.configuration(), Map.of()).start();
    }

    @AfterEach
    void stop() {
        first.stop();
        second.stop();
        TestNode.await(vertx.close());
    }

    @Test
    void keepsTheRateOverAllNodesTogether() {
        int rate = 40;
        int deliveries = 240;
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            limit(receiver, OptionalInt.of(rate), OptionalInt.empty(), NO_BREAKER, schedule());
            long began = System.nanoTime();

            first.route(events(deliveries / 2));
            second.route(events(deliveries / 2));

            eventually(() -> database.number("SELECT count(*) FROM ended_delivery") == deliveries);
            // A bucket that was full holds what one second brings.
            long least = Duration.ofMillis(1000L * (deliveries - rate) / rate).toNanos();
            assertThat(System.nanoTime() - began).isGreaterThan(least - least / 20);
            assertThat(database.number("SELECT max(attempts) FROM ended_delivery"))
                    .isEqualTo(1);
            assertThat(receiver.received()).hasSize(deliveries);
        }
    }

    @Test
    void sendsNoMoreAtOnceThanTheEndpointWants() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Receiver receiver = Receiver.start(vertx, (response, before) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            vertx.setTimer(20, timer -> {
                running.decrementAndGet();
                response.end();
            });
        })) {
            limit(receiver, OptionalInt.empty(), OptionalInt.of(2), NO_BREAKER, schedule());

            first.route(events(30));

            eventually(() -> database.number("SELECT count(*) FROM ended_delivery") == 30);
            assertThat(most).hasValue(2);
        }
    }

    @Test
    void anOpenBreakerHoldsDeliveriesBackAndUsesUpNoAttempt() {
        AtomicBoolean healthy = new AtomicBoolean();
        BreakerPolicy breaker = new BreakerPolicy(true, 50, 5, Duration.ofSeconds(60), Duration.ofMillis(700), 2);
        RetryPolicy policy = new RetryPolicy(
                new RetryPolicy.Exponential(Duration.ofMillis(10), 1, Duration.ofMillis(10), 100),
                0,
                Optional.empty(),
                List.of());
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) ->
                        response.setStatusCode(healthy.get() ? 200 : 500).end())) {
            second.stop();
            limit(receiver, OptionalInt.empty(), OptionalInt.of(1), breaker, policy);

            first.route(events(30));

            eventually(() -> database.number("SELECT count(*) FROM endpoint_breaker WHERE state = 'open'") == 1);
            // Five attempts open it; each time that it is half-open, there are two more.
            assertThat(receiver.received()).hasSizeBetween(5, 5 + 2 * 2);
            assertThat(database.number("SELECT coalesce(sum(attempts), 0) FROM open_delivery"))
                    .isLessThanOrEqualTo(receiver.received().size());
            assertThat(database.number("SELECT count(*) FROM ended_delivery")).isZero();

            healthy.set(true);

            eventually(() -> database.number("SELECT count(*) FROM ended_delivery WHERE status = 0") == 30);
            eventually(() -> database.number("SELECT count(*) FROM endpoint_breaker") == 0);
        }
    }

    private void limit(
            Receiver receiver, OptionalInt rate, OptionalInt concurrency, BreakerPolicy breaker, RetryPolicy policy) {
        Endpoint endpoint = world.endpoint(receiver.url("/"), "t", policy);
        world.configuration()
                .put(World.changed(endpoint)
                        .limits(new Limits(rate, concurrency, Duration.ofSeconds(15), Duration.ofSeconds(15), breaker))
                        .build());
    }

    private List<byte[]> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> world.event("t", world.id().toString(), "k"))
                .toList();
    }
}

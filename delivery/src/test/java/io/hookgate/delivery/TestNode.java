package io.hookgate.delivery;

import io.hookgate.delivery.attempt.AttemptFixture;
import io.hookgate.delivery.attempt.AttemptSender;
import io.hookgate.delivery.bulk.BulkFixture;
import io.hookgate.delivery.dispatch.DispatchFixture;
import io.hookgate.delivery.health.HealthFixture;
import io.hookgate.delivery.history.HistoryFixture;
import io.hookgate.delivery.history.Interventions;
import io.hookgate.delivery.ledger.LedgerFixture;
import io.hookgate.delivery.route.RouteFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One node that delivers, put together as the application does it. */
public final class TestNode {
    private static final Map<String, String> FAST = Map.of(
            "hookgate.delivery.dispatch.heartbeat", "200ms",
            "hookgate.delivery.dispatch.poll-interval", "100ms",
            "hookgate.delivery.dispatch.held-lines-interval", "100ms",
            "hookgate.delivery.health.interval", "50ms",
            "hookgate.delivery.ledger.node-lease", "2s");

    private final LedgerFixture ledger;
    private final DispatchFixture dispatch;
    private final RouteFixture route;
    private final Interventions interventions;
    private final BulkFixture bulk;
    private final HealthFixture health;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Puts a node together that may deliver to loopback. */
    public TestNode(Vertx vertx, Pool pool, FakeConfiguration configuration, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(FAST);
        all.putAll(properties);
        AttemptSender sender = AttemptFixture.sender(vertx, configuration, all, "127.0.0.0/8");
        ledger = new LedgerFixture(pool, all);
        dispatch = new DispatchFixture(vertx, configuration, ledger, sender, meters, all);
        interventions = new HistoryFixture(pool, ledger).interventions();
        bulk = new BulkFixture(vertx, pool, configuration, ledger, all);
        route = new RouteFixture(vertx, configuration, ledger.events(), dispatch, meters, all);
        health = new HealthFixture(vertx, pool, configuration, ledger, dispatch.dispatcher(), route.router(), all);
    }

    /** Starts the clock. */
    public TestNode start() {
        health.start();
        await(dispatch.clock().start());
        dispatch.warden().start();
        bulk.runner().start();
        return this;
    }

    /** Stops in order. */
    public void stop() {
        dispatch.warden().stop();
        await(bulk.runner().stop());
        await(dispatch.clock().stop().compose(stopped -> health.stop()));
    }

    /** Routes records and waits until they are in the ledger. */
    public void route(List<byte[]> records) {
        await(route.route(records));
    }

    /** The parts of routing. */
    public RouteFixture routing() {
        return route;
    }

    /** The parts that watch endpoints. */
    public HealthFixture health() {
        return health;
    }

    /** The parts of the ledger. */
    public LedgerFixture ledger() {
        return ledger;
    }

    /** The parts of dispatch. */
    public DispatchFixture dispatch() {
        return dispatch;
    }

    /** What people do to deliveries. */
    public Interventions interventions() {
        return interventions;
    }

    /** The parts of bulk work. */
    public BulkFixture bulk() {
        return bulk;
    }

    /** What is measured. */
    public SimpleMeterRegistry meters() {
        return meters;
    }

    /** Waits for an answer. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.hookgate.delivery.health;

import io.hookgate.delivery.Configurations;
import io.hookgate.delivery.FakeConfiguration;
import io.hookgate.delivery.dispatch.Dispatcher;
import io.hookgate.delivery.ledger.LedgerFixture;
import io.hookgate.delivery.route.Router;
import io.hookgate.model.IdGenerator;
import io.hookgate.tenant.EndpointDeliveries;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Map;

/** Makes the parts of this package for tests of others. */
public final class HealthFixture {
    private final HealthWatch watch;
    private final EndpointDeliveries endpoints;

    /** The parts of one node. */
    public HealthFixture(
            Vertx vertx,
            Pool pool,
            FakeConfiguration configuration,
            LedgerFixture ledger,
            Dispatcher dispatcher,
            Router router,
            Map<String, String> properties) {
        Clock clock = Clock.systemUTC();
        watch = new HealthWatch(
                vertx,
                clock,
                configuration,
                configuration,
                dispatcher,
                new HealthStore(pool),
                new OperationalEvents(router, new IdGenerator(clock), clock),
                ledger.rates(),
                ledger.breakers(),
                Configurations.read(HealthConfig.class, properties));
        endpoints = new WatchedEndpoints(io.vertx.mutiny.sqlclient.Pool.newInstance(pool));
    }

    /** Begins to watch. */
    public void start() {
        watch.start();
    }

    /** Ends. */
    public Future<Void> stop() {
        return watch.stop();
    }

    /** What the ledger says of endpoints. */
    public EndpointDeliveries endpoints() {
        return endpoints;
    }
}

package io.hookgate.delivery.bulk;

import io.hookgate.delivery.Configurations;
import io.hookgate.delivery.ledger.LedgerFixture;
import io.hookgate.model.IdGenerator;
import io.hookgate.tenant.Configuration;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Map;

/** Makes the parts of this package for tests of others. */
public final class BulkFixture {
    private final JobStore store;
    private final JobRunner runner;

    /** The parts of one node. */
    public BulkFixture(
            Vertx vertx, Pool pool, Configuration configuration, LedgerFixture ledger, Map<String, String> properties) {
        BulkConfig config = Configurations.read(BulkConfig.class, properties);
        IdGenerator ids = new IdGenerator(Clock.systemUTC());
        store = new JobStore(pool, ids, Clock.systemUTC(), config);
        runner = new JobRunner(
                vertx,
                pool,
                store,
                new RetryWork(ledger.ended()),
                new ReplayWork(vertx, ledger.replays(), configuration, ids),
                configuration,
                config);
    }

    /** The jobs. */
    public JobStore store() {
        return store;
    }

    /** Who does them. */
    public JobRunner runner() {
        return runner;
    }
}

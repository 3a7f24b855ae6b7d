package io.hookgate.delivery.history;

import io.hookgate.delivery.ledger.LedgerFixture;
import io.vertx.sqlclient.Pool;

/** Makes the parts of this package for tests of others. */
public final class HistoryFixture {
    private final io.vertx.mutiny.sqlclient.Pool pool;

    private final LedgerFixture ledger;

    /** The parts over one database. */
    public HistoryFixture(Pool pool, LedgerFixture ledger) {
        this.ledger = ledger;
        this.pool = new io.vertx.mutiny.sqlclient.Pool(pool);
    }

    /** What people do to deliveries. */
    public Interventions interventions() {
        return new Interventions(pool, ledger.ended(), ledger.replays());
    }
}

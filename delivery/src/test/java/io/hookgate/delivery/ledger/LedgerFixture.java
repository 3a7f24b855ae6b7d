package io.hookgate.delivery.ledger;

import io.hookgate.delivery.Configurations;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Map;

/** Makes the parts of this package for tests of others. */
public final class LedgerFixture {
    private final Pool pool;
    private final LedgerConfig config;
    private final LedgerNode node = new LedgerNode();
    private final DeliveryQueue queue;

    /** The parts of one node. */
    public LedgerFixture(Pool pool, Map<String, String> properties) {
        this.pool = pool;
        this.config = Configurations.read(LedgerConfig.class, properties);
        this.queue = new DeliveryQueue(pool, node, config);
    }

    /** The ledger of events. */
    public EventLedger events() {
        return new EventLedger(pool, node, config);
    }

    /** The open deliveries. */
    public DeliveryQueue queue() {
        return queue;
    }

    /** What opens deliveries again. */
    public EndedDeliveries ended() {
        return new EndedDeliveries(pool);
    }

    /** What makes further deliveries. */
    public Replays replays() {
        return new Replays(pool);
    }

    /** The held lines. */
    public HeldLines heldLines() {
        return new HeldLines(pool, Clock.systemUTC(), config);
    }

    /** The rates of endpoints. */
    public EndpointRates rates() {
        return new EndpointRates(pool);
    }

    /** The breakers of this node. */
    public EndpointBreakers breakers() {
        return new EndpointBreakers(pool, node);
    }

    /** The upkeep. */
    public LedgerUpkeep upkeep(Vertx vertx, Clock clock) {
        return new LedgerUpkeep(pool, vertx, clock, config);
    }
}

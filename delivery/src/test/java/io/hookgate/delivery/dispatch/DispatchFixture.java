package io.hookgate.delivery.dispatch;

import io.hookgate.delivery.Configurations;
import io.hookgate.delivery.attempt.AttemptSender;
import io.hookgate.delivery.ledger.LedgerFixture;
import io.hookgate.delivery.traffic.TrafficMeter;
import io.hookgate.tenant.Configuration;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;

/** Makes the parts of this package for tests of others. */
public final class DispatchFixture {
    private final Dispatcher dispatcher;
    private final RetryClock clock;
    private final LineWarden warden;

    /** The parts of one node. */
    public DispatchFixture(
            Vertx vertx,
            Configuration configuration,
            LedgerFixture ledger,
            AttemptSender sender,
            MeterRegistry meters,
            Map<String, String> properties) {
        DispatchConfig config = Configurations.read(DispatchConfig.class, properties);
        DispatchMetrics metrics = new DispatchMetrics(meters, new TrafficMeter(Clock.systemUTC()));
        dispatcher = new Dispatcher(
                vertx,
                Clock.systemUTC(),
                configuration,
                ledger.queue(),
                ledger.rates(),
                ledger.breakers(),
                sender,
                config,
                metrics);
        clock = new RetryClock(vertx, ledger.queue(), dispatcher, configuration, config, metrics);
        warden = new LineWarden(vertx, ledger.heldLines(), configuration, config);
    }

    /** Who looks after held lines. */
    public LineWarden warden() {
        return warden;
    }

    /** The dispatcher. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** The retry clock. */
    public RetryClock clock() {
        return clock;
    }
}

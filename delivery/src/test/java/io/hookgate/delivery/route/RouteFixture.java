package io.hookgate.delivery.route;

import io.hookgate.delivery.Configurations;
import io.hookgate.delivery.dispatch.DispatchFixture;
import io.hookgate.delivery.ledger.EventLedger;
import io.hookgate.delivery.traffic.TrafficMeter;
import io.hookgate.model.IdGenerator;
import io.hookgate.tenant.Configuration;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Makes the parts of this package for tests of others. */
public final class RouteFixture {
    private final Router router;
    private final EventIntake intake;

    /** The parts of one node. */
    public RouteFixture(
            Vertx vertx,
            Configuration configuration,
            EventLedger ledger,
            DispatchFixture dispatch,
            MeterRegistry meters,
            Map<String, String> properties) {
        RouteConfig config = Configurations.read(RouteConfig.class, properties);
        router = new Router(
                vertx,
                configuration,
                ledger,
                dispatch.dispatcher(),
                dispatch.clock(),
                new IdGenerator(Clock.systemUTC()),
                Clock.systemUTC(),
                config,
                new RouteMetrics(meters, new TrafficMeter(Clock.systemUTC())));
        intake = new EventIntake(router, config);
    }

    /** Routes records of the bus. */
    public Future<Void> route(List<byte[]> records) {
        return router.route(records);
    }

    /** The router. */
    public Router router() {
        return router;
    }

    /** The intake. */
    public EventIntake intake() {
        return intake;
    }

    /** Where the bus puts its messages. */
    public Flow.Subscriber<Message<List<byte[]>>> subscriber() {
        return intake.subscriber();
    }
}

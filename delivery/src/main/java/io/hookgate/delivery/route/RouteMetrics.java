package io.hookgate.delivery.route;

import io.hookgate.delivery.traffic.TrafficMeter;
import io.hookgate.model.TenantId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What can be seen of routing from outside. */
@ApplicationScoped
class RouteMetrics {
    private final Counter routed;
    private final Counter unmatched;
    private final TrafficMeter traffic;
    private final Counter duplicates;
    private final Counter undecodable;
    private final Counter deliveries;
    private final DistributionSummary batches;

    RouteMetrics(MeterRegistry meters, TrafficMeter traffic) {
        this.traffic = traffic;
        routed = counter(meters, "hookgate.events.routed", "Events that matched at least one subscription");
        unmatched = counter(meters, "hookgate.events.unmatched", "Events that matched no subscription");
        duplicates = counter(meters, "hookgate.events.duplicates", "Events that their source had sent before");
        undecodable = counter(meters, "hookgate.events.undecodable", "Records of the bus that are no events");
        deliveries = counter(meters, "hookgate.deliveries.created", "Deliveries that routing has made");
        batches = DistributionSummary.builder("hookgate.ledger.batch")
                .description("Rows that were written to the ledger at once")
                .tag("kind", "route")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    void stored(int matched, int without, int made) {
        routed.increment(matched);
        unmatched.increment(without);
        deliveries.increment(made);
    }

    void received(TenantId tenantId) {
        traffic.received(tenantId);
    }

    void batch(int events) {
        batches.record(events);
    }

    void duplicated(int count) {
        duplicates.increment(count);
    }

    void undecodable(int count) {
        undecodable.increment(count);
    }
}

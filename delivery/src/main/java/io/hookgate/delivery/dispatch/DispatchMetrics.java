package io.hookgate.delivery.dispatch;

import io.hookgate.delivery.attempt.AttemptResult;
import io.hookgate.delivery.ledger.DeliveryQueue.Backlog;
import io.hookgate.delivery.ledger.EndStatus;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.delivery.traffic.TrafficMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What can be seen of dispatch from outside. Gauges are fed by what is known anyway; none asks the ledger. */
@ApplicationScoped
class DispatchMetrics {
    private static final String DELIVERED = "delivered";

    private final MeterRegistry meters;
    private final TrafficMeter traffic;
    private final Map<String, Timer> attempts = new ConcurrentHashMap<>();
    private final Map<EndStatus, Counter> ended = new EnumMap<>(EndStatus.class);
    private volatile Backlog backlog = new Backlog(0, 0);

    DispatchMetrics(MeterRegistry meters, TrafficMeter traffic) {
        this.meters = meters;
        this.traffic = traffic;
        Arrays.stream(EndStatus.values()).forEach(status -> ended.put(status, counter(status)));
        Gauge.builder("hookgate.deliveries.retrying", this, metrics -> metrics.backlog.retrying())
                .description("Deliveries that wait in the ledger for their next attempt, as this node has counted last,"
                        + " up to 100,000")
                .register(meters);
        Gauge.builder("hookgate.deliveries.pending", this, metrics -> metrics.backlog.pending())
                .description(
                        "Deliveries that wait in the ledger for their first attempt, as this node has counted last,"
                                + " up to 100,000")
                .register(meters);
    }

    private Counter counter(EndStatus status) {
        return Counter.builder("hookgate.deliveries.ended")
                .description("Deliveries that have ended")
                .tag("status", status.code())
                .register(meters);
    }

    void attempted(OpenDelivery delivery, AttemptResult result) {
        if (result.attempt().error() != null) {
            traffic.attemptFailed(delivery.tenantId());
        }
        attempts.computeIfAbsent(outcome(result), this::timer)
                .record(result.attempt().duration());
    }

    private Timer timer(String outcome) {
        return Timer.builder("hookgate.attempts")
                .description("Requests to endpoints")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(meters);
    }

    void ended(OpenDelivery delivery, EndStatus status) {
        if (status == EndStatus.DELIVERED) {
            traffic.delivered(delivery.tenantId(), delivery.eventId());
        } else if (status == EndStatus.DEAD) {
            traffic.died(delivery.tenantId());
        }
        Counter counter = ended.get(status);
        if (counter != null) {
            counter.increment();
        }
    }

    void counted(Backlog counted) {
        backlog = counted;
    }

    DistributionSummary batches(String kind) {
        return DistributionSummary.builder("hookgate.ledger.batch")
                .description("Rows that were written to the ledger at once")
                .tag("kind", kind)
                .register(meters);
    }

    <T> void watch(String name, String description, T object, ToDoubleFunction<T> value) {
        Gauge.builder(name, object, value).description(description).register(meters);
    }

    static String outcome(AttemptResult result) {
        String error = result.attempt().error();
        return error == null ? DELIVERED : error;
    }
}

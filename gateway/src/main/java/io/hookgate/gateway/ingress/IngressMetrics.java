package io.hookgate.gateway.ingress;

import io.hookgate.gateway.requests.RequestOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what ingress does; the causes are a closed set, so that a sender cannot make new series. */
@ApplicationScoped
class IngressMetrics {
    private final MeterRegistry registry;
    private final Map<String, Timer> requests = new ConcurrentHashMap<>();
    private final Counter events;

    IngressMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.events = Counter.builder("hookgate.ingress.events")
                .description("Events that were accepted and are durable")
                .register(registry);
    }

    void answered(Answer answer, long startNanos) {
        events.increment(answer.events());
        requests(answer.outcome(), answer.cause().orElse("none"))
                .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }

    void unknownKey(long startNanos) {
        requests(RequestOutcome.REJECTED, "unknown-key").record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }

    private Timer requests(RequestOutcome outcome, String cause) {
        return requests.computeIfAbsent(
                outcome.code() + '/' + cause,
                key -> Timer.builder("hookgate.ingress.requests")
                        .description("Inbound requests from the first byte to the answer")
                        .tag("outcome", outcome.code())
                        .tag("cause", cause)
                        .register(registry));
    }
}

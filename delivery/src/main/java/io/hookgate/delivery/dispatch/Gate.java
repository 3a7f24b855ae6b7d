package io.hookgate.delivery.dispatch;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.hookgate.delivery.attempt.Outcome;
import io.hookgate.delivery.attempt.Outcome.Delivered;
import io.hookgate.tenant.BreakerPolicy;
import io.hookgate.tenant.Limits;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides when an endpoint may be asked, for its protection: its rate, and the circuit breaker of this node. Not thread-safe
 * but for the breaker; belongs to a lane.
 */
final class Gate {
    private static final int HIGHEST_RATE_AHEAD = 4;
    private static final int LEAST_AHEAD = 8;

    /** Stands for every failed attempt; the breaker counts and does not look. */
    private static final class FailedAttempt extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedAttempt() {
            super("The attempt failed", null, false, false);
        }
    }

    private final Consumer<String> onBreaker;
    private final Throttle throttle = new Throttle();
    private OptionalInt rate = OptionalInt.empty();
    private @Nullable BreakerPolicy policy;
    private @Nullable CircuitBreaker breaker;

    /** @param onBreaker is told of each new state of the breaker: {@code closed}, {@code open} or {@code half-open} */
    Gate(Consumer<String> onBreaker) {
        this.onBreaker = onBreaker;
    }

    /** Takes what is configured now. */
    void adjust(Limits limits) {
        rate = limits.rate();
        if (!limits.breaker().equals(policy)) {
            boolean wasOpen = breaker != null && breaker.getState() != State.CLOSED;
            policy = limits.breaker();
            breaker = policy.enabled() ? breaker(policy) : null;
            if (wasOpen) {
                onBreaker.accept("closed");
            }
        }
    }

    private CircuitBreaker breaker(BreakerPolicy configured) {
        CircuitBreaker made = CircuitBreaker.of(
                "endpoint",
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                (int) configured.window().toSeconds(),
                                configured.minimumAttempts(),
                                SlidingWindowType.TIME_BASED)
                        .failureRateThreshold(configured.failureRate())
                        .waitDurationInOpenState(configured.openFor())
                        .permittedNumberOfCallsInHalfOpenState(configured.probes())
                        .build());
        made.getEventPublisher()
                .onStateTransition(event -> onBreaker.accept(event.getStateTransition()
                        .getToState()
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')));
        return made;
    }

    /** Whether one attempt may begin now; uses up what it takes. */
    boolean pass(long now) {
        if (breaker != null && !breaker.tryAcquirePermission()) {
            return false;
        }
        if (rate.isPresent() && !throttle.take(now)) {
            if (breaker != null) {
                breaker.releasePermission();
            }
            return false;
        }
        return true;
    }

    /** Learns what became of an attempt that was let pass. */
    void learn(@Nullable Outcome outcome, Duration duration) {
        CircuitBreaker known = breaker;
        if (known == null) {
            return;
        }
        if (outcome == null || !outcome.isOfEndpoint()) {
            known.releasePermission();
        } else if (outcome instanceof Delivered) {
            known.onSuccess(duration.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            known.onError(duration.toNanos(), TimeUnit.NANOSECONDS, new FailedAttempt());
        }
    }

    /**
     * How many deliveries are of use in memory now.
     *
     * @param most how many there would be room for
     */
    int capacity(int most) {
        int byRate =
                rate.isPresent() ? Math.min(most, Math.max(LEAST_AHEAD, rate.getAsInt() * HIGHEST_RATE_AHEAD)) : most;
        CircuitBreaker known = breaker;
        if (known == null || policy == null) {
            return byRate;
        }
        return switch (known.getState()) {
            case OPEN -> 0;
            case HALF_OPEN -> Math.min(byRate, policy.probes());
            default -> byRate;
        };
    }

    /** Lets probes through, if the breaker is open and the time for it has come. */
    void probe() {
        if (breaker != null && breaker.getState() == State.OPEN) {
            breaker.transitionToHalfOpenState();
        }
    }

    /** Closes a breaker that is half-open and has nothing to probe with: what it knew is past after so long. */
    void settle() {
        if (breaker != null && breaker.getState() == State.HALF_OPEN) {
            breaker.transitionToClosedState();
        }
    }

    /** How far back attempts count. */
    Duration window() {
        return policy == null ? Duration.ZERO : policy.window();
    }

    /** How long the breaker stays open. */
    Duration openFor() {
        return policy == null ? Duration.ZERO : policy.openFor();
    }

    /** How many attempts to ask the rate for; 0 if the endpoint has none or enough are there. */
    int ask(int waiting) {
        return rate.isPresent() && waiting > 0 ? throttle.ask(waiting, rate.getAsInt()) : 0;
    }

    int rate() {
        return rate.orElse(0);
    }

    void grant(long first, long distance, int count) {
        throttle.grant(first, distance, count);
    }

    /** The time until an attempt may begin by the rate; the greatest value if that is not known. */
    long untilNext(long now) {
        return rate.isPresent() ? throttle.untilNext(now) : Long.MAX_VALUE;
    }
}

package io.hookgate.tenant;

import java.time.Duration;
import java.util.List;

/** When a failed delivery is tried again, as configured; delivery computes the times. */
public sealed interface RetryPolicy {

    /** The default: the example schedule of Standard Webhooks 1.0.0, ten attempts over 75 hours. */
    RetryPolicy STANDARD = new Schedule(List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24)));

    /**
     * An explicit list.
     *
     * @param delays what is waited after the first, second, … failed attempt; after the last the delivery is dead
     */
    record Schedule(List<Duration> delays) implements RetryPolicy {
        /** Copies the list. */
        public Schedule {
            delays = List.copyOf(delays);
        }
    }

    /**
     * Delays that grow by a factor.
     *
     * @param initial what is waited after the first failed attempt
     * @param factor at least 1
     * @param max the longest wait
     * @param maxAttempts attempts in all, the first included
     */
    record Exponential(Duration initial, double factor, Duration max, int maxAttempts) implements RetryPolicy {}

    /** EventBridge's {@code BACKOFF_RETRY}: 3 retries, each after a random 10 to 20 seconds. */
    record Backoff() implements RetryPolicy {}

    /** EventBridge's {@code EXPONENTIAL_DECAY_RETRY}: 176 retries after 1, 2, 4 … 512 seconds, about a day. */
    record ExponentialDecay() implements RetryPolicy {}
}

package io.hookgate.rocketmq.inbound;

import io.hookgate.rocketmq.RocketMqNackException;
import java.time.Duration;

/**
 * Decides what happens to a refused message.
 *
 * @param initial delay after the first attempt
 * @param factor by which each delay is longer than the one before
 * @param max the longest delay
 * @param maxAttempts how often a message is delivered at most, or 0 for no limit
 */
public record RedeliveryPolicy(Duration initial, double factor, Duration max, int maxAttempts) {

    public RedeliveryPolicy {
        if (initial.isNegative() || factor < 1 || max.compareTo(initial) < 0 || maxAttempts < 0) {
            throw new IllegalArgumentException(
                    "Redelivery needs 0 <= redelivery-initial-ms <= redelivery-max-ms, redelivery-factor >= 1 and"
                            + " max-attempts >= 0");
        }
    }

    /** What to do. */
    sealed interface Decision {

        /** Deliver it again after the delay. */
        record Again(Duration delay) implements Decision {}

        /** Put it on the dead-letter topic. */
        record GiveUp(String cause) implements Decision {}
    }

    /**
     * @param attempt the attempt that failed, from 1
     */
    Decision decide(int attempt, Throwable reason) {
        if (reason instanceof RocketMqNackException.DeadLetter) {
            return new Decision.GiveUp(DeadLetters.REFUSED);
        }
        if (reason instanceof RocketMqNackException.RetryLater later) {
            Duration asked = later.delay();
            return new Decision.Again(asked == null ? delayAfter(attempt) : asked);
        }
        if (maxAttempts > 0 && attempt >= maxAttempts) {
            return new Decision.GiveUp(DeadLetters.ATTEMPTS_EXHAUSTED);
        }
        return new Decision.Again(delayAfter(attempt));
    }

    private Duration delayAfter(int attempt) {
        double millis = initial.toMillis() * Math.pow(factor, Math.max(0, attempt - 1));
        return millis < max.toMillis() ? Duration.ofMillis((long) millis) : max;
    }
}

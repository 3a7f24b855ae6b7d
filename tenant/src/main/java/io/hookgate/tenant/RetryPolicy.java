package io.hookgate.tenant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a failed delivery is tried again, as configured; delivery computes the times.
 *
 * @param delays how long is waited after each failed attempt
 * @param jitter the share of a delay, from 0 to 1, that is added at most, at random
 * @param maxAge a delivery that is older than this is not tried again; no limit if absent
 * @param statusRules what to do about single statuses, the first that fits decides
 */
public record RetryPolicy(Delays delays, double jitter, Optional<Duration> maxAge, List<StatusRule> statusRules) {
    /** The jitter of explicit lists and exponential delays where none is given. */
    public static final double STANDARD_JITTER = 0.1;

    /** The default: the example schedule of Standard Webhooks 1.0.0, ten attempts over 75 hours. */
    public static final RetryPolicy STANDARD = of(new Schedule(List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24))));

    /** Copies the list. */
    public RetryPolicy {
        statusRules = List.copyOf(statusRules);
    }

    /** Delays with their usual jitter and nothing else. */
    public static RetryPolicy of(Delays delays) {
        return new RetryPolicy(delays, usualJitter(delays), Optional.empty(), List.of());
    }

    /** The jitter where none is given; EventBridge's strategies are what they are. */
    public static double usualJitter(Delays delays) {
        return delays instanceof Schedule || delays instanceof Exponential ? STANDARD_JITTER : 0;
    }

    /** What a status means; empty where no rule fits. */
    public Optional<StatusAction> action(int status) {
        for (StatusRule rule : statusRules) {
            if (status >= rule.first() && status <= rule.last()) {
                return Optional.of(rule.action());
            }
        }
        return Optional.empty();
    }

    /** What is to be done about an answer. */
    public enum StatusAction {
        /** Try again later. */
        RETRY,
        /** End the delivery. */
        FAIL,
        /** End the delivery, and switch the endpoint off. */
        DISABLE
    }

    /**
     * A rule for a range of statuses.
     *
     * @param first the first status, 300 or more
     * @param last the last status, 599 or less
     */
    public record StatusRule(int first, int last, StatusAction action) {}

    /** How long is waited after the first, second, … failed attempt. */
    public sealed interface Delays {}

    /**
     * An explicit list.
     *
     * @param delays what is waited after the first, second, … failed attempt; after the last the delivery is dead
     */
    public record Schedule(List<Duration> delays) implements Delays {
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
    public record Exponential(Duration initial, double factor, Duration max, int maxAttempts) implements Delays {}

    /** EventBridge's {@code BACKOFF_RETRY}: 3 retries, each after a random 10 to 20 seconds. */
    public record Backoff() implements Delays {}

    /** EventBridge's {@code EXPONENTIAL_DECAY_RETRY}: 176 retries after 1, 2, 4 … 512 seconds, about a day. */
    public record ExponentialDecay() implements Delays {}
}

package io.hookgate.benchmarks.round;

import java.time.Duration;

/**
 * How everything is measured; part of the result.
 *
 * @param rounds how often each candidate is measured in a comparison
 * @param roundSeconds how long load is sent in a round
 * @param warmUpSeconds how long each candidate runs under load before its first round
 * @param soakSeconds how long the endurance run takes
 * @param connections of the load generator, and of the bare forwarder to the receiver
 * @param eventBytes the size of an event
 * @param backlog how many events may be accepted and not yet delivered in saturation
 * @param mostEvents in one round, as a bound
 * @param subscriptions how many there are where there are many
 * @param waitingRetries how many deliveries wait where many do
 * @param history how many events are in the past where pages are looked at
 * @param patienceSeconds how long nothing more may be delivered or recorded until what is outstanding counts as lost
 */
public record Settings(
        int rounds,
        int roundSeconds,
        int warmUpSeconds,
        int soakSeconds,
        int connections,
        int eventBytes,
        int backlog,
        long mostEvents,
        int subscriptions,
        int waitingRetries,
        int history,
        int patienceSeconds) {

    /** For a first impression within three minutes. */
    public static Settings quick() {
        return new Settings(2, 12, 15, 60, 256, 1024, 10_000, 5_000_000, 10_000, 100_000, 100_000, 60);
    }

    /** For figures to publish. */
    public static Settings full() {
        return new Settings(5, 20, 30, 600, 256, 1024, 10_000, 20_000_000, 100_000, 1_000_000, 1_000_000, 120);
    }

    /** The length of a round. */
    public Duration roundLength() {
        return Duration.ofSeconds(roundSeconds);
    }

    /** The length of a warm-up. */
    public Duration warmUpLength() {
        return Duration.ofSeconds(warmUpSeconds);
    }
}

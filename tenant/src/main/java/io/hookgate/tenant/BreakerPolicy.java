package io.hookgate.tenant;

import java.time.Duration;

/**
 * When a node stops sending to an endpoint that fails, and how it tries again.
 *
 * @param enabled whether it ever does
 * @param failureRate the percentage of failed attempts within the window that opens the breaker
 * @param minimumAttempts how many attempts within the window are needed for a judgement
 * @param window how far back attempts count
 * @param openFor how long nothing is sent before the first probe
 * @param probes how many attempts decide whether the breaker closes
 */
public record BreakerPolicy(
        boolean enabled, int failureRate, int minimumAttempts, Duration window, Duration openFor, int probes) {
    /** The default. */
    public static final BreakerPolicy STANDARD =
            new BreakerPolicy(true, 80, 20, Duration.ofSeconds(60), Duration.ofSeconds(30), 3);
}

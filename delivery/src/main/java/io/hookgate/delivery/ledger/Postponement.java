package io.hookgate.delivery.ledger;

import java.time.Duration;

/**
 * A failed attempt that is followed by another one.
 *
 * @param delay from the recording of the attempt to the next one
 */
public record Postponement(OpenDelivery delivery, Attempt attempt, Duration delay) {}

package io.hookgate.delivery.ledger;

import java.time.Duration;

/**
 * A delivery that this node gives back untouched.
 *
 * @param parked whether it waits for its endpoint; otherwise any node may take it when the delay is over
 * @param delay how long it waits at least, unless it is parked
 */
public record Release(OpenDelivery delivery, boolean parked, Duration delay) {
    /** Gives it back to whoever has room. */
    public Release(OpenDelivery delivery, boolean parked) {
        this(delivery, parked, Duration.ZERO);
    }
}

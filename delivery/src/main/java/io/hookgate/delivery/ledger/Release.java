package io.hookgate.delivery.ledger;

/**
 * A delivery that this node gives back untouched.
 *
 * @param parked whether it waits for its endpoint; otherwise any node may take it at once
 */
public record Release(OpenDelivery delivery, boolean parked) {}

package io.hookgate.delivery.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The end of a delivery.
 *
 * @param cause a stable code that says why it was not delivered; null if it was
 * @param attempt the attempt that ended it; null if it ended without one
 */
public record Ending(
        OpenDelivery delivery,
        EndStatus status,
        @Nullable String cause,
        @Nullable Attempt attempt) {}

package io.hookgate.delivery.attempt;

import io.hookgate.delivery.ledger.Attempt;

/**
 * An attempt that has been made, and what it means.
 *
 * @param attempt what is recorded of it
 */
public record AttemptResult(Attempt attempt, Outcome outcome) {}

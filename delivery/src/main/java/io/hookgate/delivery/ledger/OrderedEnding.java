package io.hookgate.delivery.ledger;

/**
 * The end of a delivery that was the head of a line.
 *
 * @param holds whether those behind it wait until somebody has decided about it
 */
public record OrderedEnding(Ending ending, boolean holds) {}

package io.hookgate.delivery.bulk;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one slice of a job has done.
 *
 * @param processed rows that were looked at
 * @param opened deliveries that were made due
 * @param last the last row; null if there was none
 * @param full whether there may be more of the same phase
 */
record Slice(int processed, int opened, @Nullable UUID last, boolean full) {}

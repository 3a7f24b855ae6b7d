/**
 * How records become batches, and when a record counts as published.
 */
@NullMarked
package io.hookgate.rocketmq.outbound;

import org.jspecify.annotations.NullMarked;

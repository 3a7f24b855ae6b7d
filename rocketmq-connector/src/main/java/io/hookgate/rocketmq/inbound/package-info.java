/**
 * How bus messages are received, kept in order, acknowledged, redelivered and given up.
 */
@NullMarked
package io.hookgate.rocketmq.inbound;

import org.jspecify.annotations.NullMarked;

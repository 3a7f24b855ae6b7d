/**
 * A SmallRye Reactive Messaging connector for RocketMQ 5; its secret is the broker's client and its acknowledgement rules.
 */
@NullMarked
package io.hookgate.rocketmq;

import org.jspecify.annotations.NullMarked;

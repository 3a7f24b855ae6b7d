/**
 * A SmallRye Reactive Messaging connector for RocketMQ 5; its secret is the broker's client and its acknowledgement
 * rules. This package is what applications see; the packages below it are the connector's own.
 */
@NullMarked
package io.hookgate.rocketmq;

import org.jspecify.annotations.NullMarked;

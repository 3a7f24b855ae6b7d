/**
 * RocketMQ's broker for one machine; the secret is how it is kept from listening anywhere but on the loopback address.
 */
@NullMarked
package io.hookgate.rocketmqserver;

import org.jspecify.annotations.NullMarked;

/**
 * The life of a RocketMQ client: how it is built, watched and built anew, and where its log goes.
 */
@NullMarked
package io.hookgate.rocketmq.client;

import org.jspecify.annotations.NullMarked;

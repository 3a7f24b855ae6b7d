/**
 * RocketMQ's administration protocol: topics, groups and offsets.
 */
@NullMarked
package io.hookgate.rocketmq.admin;

import org.jspecify.annotations.NullMarked;

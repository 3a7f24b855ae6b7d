/**
 * How records are framed in the body of one bus message.
 */
@NullMarked
package io.hookgate.rocketmq.codec;

import org.jspecify.annotations.NullMarked;

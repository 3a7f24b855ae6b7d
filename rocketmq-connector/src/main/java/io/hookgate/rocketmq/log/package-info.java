/**
 * What the connector writes to the log, and under which numbers.
 */
@NullMarked
package io.hookgate.rocketmq.log;

import org.jspecify.annotations.NullMarked;

/**
 * What the connector tells about itself: metrics and trace contexts.
 */
@NullMarked
package io.hookgate.rocketmq.telemetry;

import org.jspecify.annotations.NullMarked;

/**
 * How one round is measured: from the first request until everything accepted is delivered and recorded.
 */
@NullMarked
package io.hookgate.benchmarks.round;

import org.jspecify.annotations.NullMarked;

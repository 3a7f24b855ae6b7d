/**
 * Load, latency and fault harnesses.
 */
@NullMarked
package io.hookgate.benchmarks;

import org.jspecify.annotations.NullMarked;

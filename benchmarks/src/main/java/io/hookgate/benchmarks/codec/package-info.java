/**
 * Microbenchmarks of encoding events and batches of them.
 */
@NullMarked
package io.hookgate.benchmarks.codec;

import org.jspecify.annotations.NullMarked;

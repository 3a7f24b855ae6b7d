/**
 * Microbenchmarks of the adapters; the secret is what a genuine request of each looks like.
 */
@NullMarked
package io.hookgate.benchmarks.adapter;

import org.jspecify.annotations.NullMarked;

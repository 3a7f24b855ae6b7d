/**
 * Microbenchmarks of matching and transforming; the secret is which sets of rules and events tell a flat cost from one that grows.
 */
@NullMarked
package io.hookgate.benchmarks.routing;

import org.jspecify.annotations.NullMarked;

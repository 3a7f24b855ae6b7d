/**
 * How Hookgate is driven from outside: by its launcher, its API, and the tables of its ledger.
 */
@NullMarked
package io.hookgate.benchmarks.hookgate;

import org.jspecify.annotations.NullMarked;

/**
 * How receivers behave and what they have seen.
 */
@NullMarked
package io.hookgate.benchmarks.receive;

import org.jspecify.annotations.NullMarked;

/**
 * How an event of a measurement is recognised again at the receiver, and what becomes of it.
 */
@NullMarked
package io.hookgate.benchmarks.event;

import org.jspecify.annotations.NullMarked;

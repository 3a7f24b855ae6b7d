/**
 * What is asked of a gateway, and how each answer is measured.
 */
@NullMarked
package io.hookgate.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;

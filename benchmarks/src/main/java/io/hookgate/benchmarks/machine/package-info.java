/**
 * What the machine is and what its processes use, as the operating system tells.
 */
@NullMarked
package io.hookgate.benchmarks.machine;

import org.jspecify.annotations.NullMarked;

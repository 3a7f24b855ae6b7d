/**
 * How load is made: at a constant rate free of coordinated omission, or as much as the product takes.
 */
@NullMarked
package io.hookgate.benchmarks.load;

import org.jspecify.annotations.NullMarked;

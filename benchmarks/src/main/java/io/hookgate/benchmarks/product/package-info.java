/**
 * How a product under test is driven: started, set up, and asked what it has recorded.
 */
@NullMarked
package io.hookgate.benchmarks.product;

import org.jspecify.annotations.NullMarked;

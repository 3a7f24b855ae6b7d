/**
 * How a delivery is brought to its end.
 */
@NullMarked
package io.hookgate.delivery;

import org.jspecify.annotations.NullMarked;

/**
 * How endpoints fare; its secret is what is concluded from the outcomes of attempts, and whom that is told.
 */
@NullMarked
package io.hookgate.delivery.health;

import org.jspecify.annotations.NullMarked;

/**
 * Work on many deliveries at once; its secret is how it is cut into slices that any node may do.
 */
@NullMarked
package io.hookgate.delivery.bulk;

import org.jspecify.annotations.NullMarked;

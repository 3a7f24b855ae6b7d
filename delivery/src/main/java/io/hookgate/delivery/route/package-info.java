/**
 * From the bus into the ledger; its secret is how much of what the bus brings is stored at once.
 */
@NullMarked
package io.hookgate.delivery.route;

import org.jspecify.annotations.NullMarked;

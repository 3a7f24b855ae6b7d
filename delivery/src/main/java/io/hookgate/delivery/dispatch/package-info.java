/**
 * Which delivery is attempted when; its secret is how endpoints are kept apart, in memory and in the ledger.
 */
@NullMarked
package io.hookgate.delivery.dispatch;

import org.jspecify.annotations.NullMarked;

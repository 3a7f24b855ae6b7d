/**
 * What is stored of events and deliveries; its secret is the tables, and what of them is written when.
 */
@NullMarked
package io.hookgate.delivery.ledger;

import org.jspecify.annotations.NullMarked;

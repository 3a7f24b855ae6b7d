/**
 * One HTTP request to an endpoint; its secret is what is sent, to which address, and what the answer means.
 */
@NullMarked
package io.hookgate.delivery.attempt;

import org.jspecify.annotations.NullMarked;

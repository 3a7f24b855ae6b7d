/**
 * How much passes through, tenant by tenant and minute by minute; the secret is that the way of an event costs a memory
 * access for it and no statement.
 */
@NullMarked
package io.hookgate.delivery.traffic;

import org.jspecify.annotations.NullMarked;

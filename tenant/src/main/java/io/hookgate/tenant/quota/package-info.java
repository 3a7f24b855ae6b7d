/**
 * How much a tenant may have. Its secret is how that is counted: what is stored in the transaction that stores one more,
 * and events in the memory of each node, which adds up with the others' every two seconds.
 */
@NullMarked
package io.hookgate.tenant.quota;

import org.jspecify.annotations.NullMarked;

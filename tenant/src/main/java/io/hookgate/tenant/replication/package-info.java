/**
 * Keeps what is stored in the memory of every node; the secret is how a change travels.
 */
@NullMarked
package io.hookgate.tenant.replication;

import org.jspecify.annotations.NullMarked;

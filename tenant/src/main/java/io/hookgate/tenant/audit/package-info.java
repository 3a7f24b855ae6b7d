/**
 * The audit log: who has changed what. The secret is how an entry gets there: the database writes it in the transaction of
 * the change, and refuses to change it ever after.
 */
@NullMarked
package io.hookgate.tenant.audit;

import org.jspecify.annotations.NullMarked;

/**
 * Answers a repeated POST as the first time; the secret is where the answers are kept.
 */
@NullMarked
package io.hookgate.tenant.idempotency;

import org.jspecify.annotations.NullMarked;

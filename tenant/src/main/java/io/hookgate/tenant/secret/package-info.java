/**
 * Encryption at rest; the secret is which cipher, and how keys are wrapped.
 */
@NullMarked
package io.hookgate.tenant.secret;

import org.jspecify.annotations.NullMarked;

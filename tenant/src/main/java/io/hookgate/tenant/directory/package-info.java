/**
 * Tenants and API keys; the secret is how a caller is recognised.
 */
@NullMarked
package io.hookgate.tenant.directory;

import org.jspecify.annotations.NullMarked;

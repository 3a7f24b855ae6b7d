/**
 * Registered SaaS systems; the secret is how their settings and secrets are kept.
 */
@NullMarked
package io.hookgate.tenant.source;

import org.jspecify.annotations.NullMarked;

/**
 * ISVs' receivers; the secret is how their limits and signing secrets are kept.
 */
@NullMarked
package io.hookgate.tenant.endpoint;

import org.jspecify.annotations.NullMarked;

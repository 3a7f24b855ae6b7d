/**
 * Rules that bring events to endpoints; the secret is how they are kept ready for matching.
 */
@NullMarked
package io.hookgate.tenant.subscription;

import org.jspecify.annotations.NullMarked;

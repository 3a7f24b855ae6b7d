/**
 * Rules; the secret is how thousands of patterns are matched at once.
 */
@NullMarked
package io.hookgate.routing;

import org.jspecify.annotations.NullMarked;

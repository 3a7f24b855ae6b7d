/**
 * The servers that the application brings along; the secret is how they are started, watched and stopped.
 */
@NullMarked
package io.hookgate.local;

import org.jspecify.annotations.NullMarked;

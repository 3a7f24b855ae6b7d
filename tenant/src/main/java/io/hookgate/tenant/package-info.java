/**
 * The control plane; its secret is who may do what, and where configuration and secrets live.
 */
@NullMarked
package io.hookgate.tenant;

import org.jspecify.annotations.NullMarked;

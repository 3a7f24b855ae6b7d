/**
 * How a source's settings and secrets are read, and how a fault in them is named.
 */
@NullMarked
package io.hookgate.adapter.generic.settings;

import org.jspecify.annotations.NullMarked;

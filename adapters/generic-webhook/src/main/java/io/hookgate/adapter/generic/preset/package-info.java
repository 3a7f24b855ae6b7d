/**
 * Ready-made configurations for single providers: what a preset file says, and how a source is made from it.
 */
@NullMarked
package io.hookgate.adapter.generic.preset;

import org.jspecify.annotations.NullMarked;

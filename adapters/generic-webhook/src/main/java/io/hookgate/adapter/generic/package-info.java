/**
 * One configurable adapter for every provider whose protocol can be described as data.
 */
@NullMarked
package io.hookgate.adapter.generic;

import org.jspecify.annotations.NullMarked;

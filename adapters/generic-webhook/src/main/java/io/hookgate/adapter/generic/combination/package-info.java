/**
 * How several proofs count together.
 */
@NullMarked
package io.hookgate.adapter.generic.combination;

import org.jspecify.annotations.NullMarked;

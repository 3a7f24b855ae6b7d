/**
 * Proofs that only one provider knows, or one family of them.
 */
@NullMarked
package io.hookgate.adapter.generic.provider;

import org.jspecify.annotations.NullMarked;

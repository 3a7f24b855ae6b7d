/**
 * Signatures over a request: what is signed, how the signature is written down, and how both are compared.
 */
@NullMarked
package io.hookgate.adapter.generic.signature;

import org.jspecify.annotations.NullMarked;

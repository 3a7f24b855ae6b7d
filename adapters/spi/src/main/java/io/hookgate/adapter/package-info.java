/**
 * The contract between the gateway and a provider's protocol.
 */
@NullMarked
package io.hookgate.adapter;

import org.jspecify.annotations.NullMarked;

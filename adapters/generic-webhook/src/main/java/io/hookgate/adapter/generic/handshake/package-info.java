/**
 * How a provider that checks the URL before it sends events is answered.
 */
@NullMarked
package io.hookgate.adapter.generic.handshake;

import org.jspecify.annotations.NullMarked;

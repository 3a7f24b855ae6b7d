/**
 * The way in: from an HTTP request to events that the broker has confirmed. Its secret is how a request is read, bounded
 * and answered.
 */
@NullMarked
package io.hookgate.gateway.ingress;

import org.jspecify.annotations.NullMarked;

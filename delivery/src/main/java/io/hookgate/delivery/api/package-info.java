/**
 * Events and deliveries in the HTTP API; its secret is how they look in JSON.
 */
@NullMarked
package io.hookgate.delivery.api;

import org.jspecify.annotations.NullMarked;

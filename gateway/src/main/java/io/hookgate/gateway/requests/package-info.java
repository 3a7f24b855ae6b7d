/**
 * The record of inbound requests, so that a user sees why nothing arrived. Its secret is how the record stays complete
 * for the honest and bounded for everybody else.
 */
@NullMarked
package io.hookgate.gateway.requests;

import org.jspecify.annotations.NullMarked;

/**
 * CloudEvents over HTTP, taken in as they are (CloudEvents HTTP Protocol Binding 1.0.2).
 */
@NullMarked
package io.hookgate.adapter.generic.cloudevents;

import org.jspecify.annotations.NullMarked;

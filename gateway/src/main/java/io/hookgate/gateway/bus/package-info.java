/** The wiring of the bus: events travel in the CloudEvents JSON Batch Format. */
@NullMarked
package io.hookgate.gateway.bus;

import org.jspecify.annotations.NullMarked;

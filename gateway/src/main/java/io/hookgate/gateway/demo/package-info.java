/**
 * What {@code up --demo} plays: a tenant, sources, endpoints, real provider payloads, and a receiver that fails at first.
 * It uses the public API alone, as any user would.
 */
@NullMarked
package io.hookgate.gateway.demo;

import org.jspecify.annotations.NullMarked;

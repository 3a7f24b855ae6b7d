package io.hookgate.tenant;

import java.time.Instant;
import java.util.Optional;

/**
 * How an endpoint fares.
 *
 * @param lastError the stable code of the last failure
 * @param failingSince the first failure since the last success; empty while the last attempt was a success
 * @param breaker the state of the circuit breaker: {@code closed}, {@code open} or {@code half-open}; the least closed one,
 *     where nodes differ
 * @param breakerSince since when, unless it is closed
 */
public record EndpointHealth(
        Optional<Instant> lastSuccessAt,
        Optional<Instant> lastFailureAt,
        Optional<String> lastError,
        Optional<Instant> failingSince,
        String breaker,
        Optional<Instant> breakerSince) {
    /** The state of a circuit breaker that lets everything through. */
    public static final String CLOSED = "closed";

    /** Nothing has been sent yet. */
    public static final EndpointHealth UNKNOWN = new EndpointHealth(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), CLOSED, Optional.empty());
}

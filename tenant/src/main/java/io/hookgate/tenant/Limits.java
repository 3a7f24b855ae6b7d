package io.hookgate.tenant;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much is asked of an endpoint.
 *
 * @param rate the most attempts per second, all nodes together
 * @param concurrency the most attempts at the same time, on each node; the node's own limit if absent
 * @param connectTimeout the longest that connecting may take, TLS included
 * @param timeout the longest that one attempt may take, connecting included
 * @param breaker when sending pauses
 */
public record Limits(
        OptionalInt rate, OptionalInt concurrency, Duration connectTimeout, Duration timeout, BreakerPolicy breaker) {}

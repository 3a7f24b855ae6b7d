package io.hookgate.delivery.attempt;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How one request to an endpoint is made. */
@ConfigMapping(prefix = "hookgate.delivery.attempt")
interface AttemptConfig {

    /** How long connecting may take at most, TLS included, whatever an endpoint asks for. */
    @WithDefault("30s")
    Duration connectTimeout();

    /** How long an idle connection is kept for the next delivery. */
    @WithDefault("15s")
    Duration keepAlive();

    /** How much of a response body is recorded. */
    @WithDefault("16K")
    MemorySize recordedBody();

    /** How much more of a response body is read, so that the connection can be used again; then it is closed. */
    @WithDefault("256K")
    MemorySize discardedBody();

    /** How large the head of a response may be. */
    @WithDefault("16K")
    MemorySize responseHead();

    /** The longest wait that an endpoint may ask for with {@code Retry-After}. */
    @WithDefault("1h")
    Duration maxRetryAfter();
}

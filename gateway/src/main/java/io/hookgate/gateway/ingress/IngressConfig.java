package io.hookgate.gateway.ingress;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How requests are taken in. */
@ConfigMapping(prefix = "hookgate.ingress")
interface IngressConfig {

    /** The largest body that is taken; a larger one is answered with 413. */
    @WithDefault("1M")
    MemorySize maxBodySize();

    /** How long a sender may take to send its whole body; after that it is answered with 408. */
    @WithDefault("30s")
    Duration bodyTimeout();

    /** What {@code Retry-After} says when events cannot be stored at the moment. */
    @WithDefault("5s")
    Duration retryAfter();

    /** Bodies from this size on are verified and read on a worker thread, so that no event loop is held up. */
    @WithDefault("64K")
    MemorySize workerThreshold();

    /** The most requests per second of each source that has no limit of its own; none when absent. */
    OptionalInt sourceRateLimit();

    /** The most requests per second of each tenant that has no limit of its own; none when absent. */
    OptionalInt tenantRateLimit();

    /** The most headers that a request may have; further ones are answered with 431. */
    @WithDefault("200")
    int maxHeaders();

    /** The most characters of a request's path and query; longer ones are answered with 414. */
    @WithDefault("8192")
    int maxTargetLength();

    /** Requests whose events are waiting for the broker, at most; the next one is answered with 503. */
    @WithDefault("10000")
    int maxInFlight();
}

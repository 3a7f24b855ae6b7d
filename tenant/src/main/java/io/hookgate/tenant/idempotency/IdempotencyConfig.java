package io.hookgate.tenant.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a POST with an {@code Idempotency-Key} is remembered. */
@ConfigMapping(prefix = "hookgate.idempotency")
interface IdempotencyConfig {

    /** How long the answer is given again. */
    @WithDefault("24h")
    Duration retention();

    /** After this time without an answer the node that was at work has died, and the request may be made again. */
    @WithDefault("60s")
    Duration abandonedAfter();
}

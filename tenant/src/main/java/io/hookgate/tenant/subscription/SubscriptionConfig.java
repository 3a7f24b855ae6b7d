package io.hookgate.tenant.subscription;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/** How much of it one tenant may have. */
@ConfigMapping(prefix = "hookgate.subscriptions")
interface SubscriptionConfig {

    /** The most subscriptions of one tenant; each takes about 2 KB of every node's memory. */
    @WithDefault("100000")
    @Positive
    int maxPerTenant();
}

package io.hookgate.delivery.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events are taken from the bus. */
@ConfigMapping(prefix = "hookgate.delivery.route")
interface RouteConfig {

    /** Messages of the bus that are taken before the first of them has been stored. */
    @WithDefault("64")
    int messages();

    /** Events that are stored at once, about; a message is not split. */
    @WithDefault("1000")
    int batch();

    /** Batches that are stored at the same time. */
    @WithDefault("2")
    int parallel();

    /** How long messages wait for the configuration to be loaded before they go back to the bus. */
    @WithDefault("15s")
    Duration configurationTimeout();
}

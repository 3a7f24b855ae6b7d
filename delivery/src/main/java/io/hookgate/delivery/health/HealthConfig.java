package io.hookgate.delivery.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How closely endpoints are watched. */
@ConfigMapping(prefix = "hookgate.delivery.health")
interface HealthConfig {

    /** How often what has been seen of endpoints is recorded. */
    @WithDefault("1s")
    Duration interval();

    /** How often it is recorded that an endpoint is as well as ever. */
    @WithDefault("30s")
    Duration steadyInterval();
}

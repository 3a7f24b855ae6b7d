package io.hookgate.tenant.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** API keys, and the first of them, by which all others are made. */
@ConfigMapping(prefix = "hookgate.api-keys")
interface ApiKeyConfig {

    /** A platform administrator's key for automation ({@code hookgate.bootstrap-api-key}); without it there is none. */
    Optional<String> bootstrap();

    /** How often it is written down when keys were last used. */
    @WithDefault("30s")
    Duration lastUsedInterval();
}

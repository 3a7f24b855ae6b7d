package io.hookgate.tenant.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is done about those who guess credentials. */
@ConfigMapping(prefix = "hookgate.authentication")
interface AuthenticationConfig {

    /** Wrong credentials from one address within the window, after which all of its credentials are refused. */
    @WithDefault("30")
    int maxFailures();

    /** How long failures count, and how long an address is refused. */
    @WithDefault("1m")
    Duration failureWindow();
}

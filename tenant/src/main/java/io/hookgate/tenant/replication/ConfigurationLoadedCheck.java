package io.hookgate.tenant.replication;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the configuration has been loaded; a database that goes away later leaves this node as ready as it was. */
@Readiness
@ApplicationScoped
class ConfigurationLoadedCheck implements HealthCheck {
    private final ChangeFeed feed;

    ConfigurationLoadedCheck(ChangeFeed feed) {
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("configuration")
                .status(feed.isLoaded())
                .withData("listening", feed.isListening())
                .build();
    }
}

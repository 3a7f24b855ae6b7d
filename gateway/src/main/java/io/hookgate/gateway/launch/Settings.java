package io.hookgate.gateway.launch;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that are needed before Quarkus is there; see README for their meaning.
 *
 * @param environment the process's environment
 */
record Settings(Map<String, String> environment) {
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");

    Settings {
        environment = Map.copyOf(environment);
    }

    /** The value of a variable; an empty one counts as not set. */
    Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    boolean flag(String name) {
        return value(name)
                .map(value -> TRUE.contains(value.toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    Path dataDirectory() {
        return Path.of(value("HOOKGATE_DATA_DIR").orElse("data"))
                .toAbsolutePath()
                .normalize();
    }

    boolean embedsPostgres() {
        return value("HOOKGATE_POSTGRES_URL").isEmpty();
    }

    boolean embedsRocketMq() {
        return value("HOOKGATE_ROCKETMQ_ENDPOINTS").isEmpty();
    }

    boolean embedsKeycloak() {
        return value("HOOKGATE_OIDC_ISSUER").isEmpty()
                && value("HOOKGATE_OIDC").orElse("embedded").equalsIgnoreCase("embedded");
    }
}

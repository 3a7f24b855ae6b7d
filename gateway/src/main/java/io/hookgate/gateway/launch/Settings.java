package io.hookgate.gateway.launch;

import io.hookgate.local.Part;
import java.nio.file.Path;
import java.util.EnumSet;
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
    Settings {
        environment = Map.copyOf(environment);
    }

    /** The value of a variable; an empty one counts as not set. */
    Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    Path dataDirectory() {
        return Path.of(value("HOOKGATE_DATA_DIR").orElse("data"))
                .toAbsolutePath()
                .normalize();
    }

    boolean embedsPostgres() {
        return value("HOOKGATE_POSTGRES_URL").isEmpty();
    }

    /** The servers that no setting replaces. */
    Set<Part> embedded() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        if (embedsPostgres()) {
            parts.add(Part.POSTGRES);
        }
        if (value("HOOKGATE_ROCKETMQ_ENDPOINTS").isEmpty()) {
            parts.add(Part.ROCKETMQ);
        }
        if (value("HOOKGATE_OIDC_ISSUER").isEmpty() && embedsSignIn()) {
            parts.add(Part.KEYCLOAK);
        }
        return parts;
    }

    private boolean embedsSignIn() {
        String mode = value("HOOKGATE_OIDC").orElse("embedded").toLowerCase(Locale.ROOT);
        if (!mode.equals("embedded") && !mode.equals("off")) {
            throw new IllegalArgumentException("HOOKGATE_OIDC must be embedded or off");
        }
        return mode.equals("embedded");
    }
}

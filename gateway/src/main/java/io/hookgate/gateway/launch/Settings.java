package io.hookgate.gateway.launch;

import io.hookgate.local.Part;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final int LAST_PORT = 65_535;
    private static final Duration KMS_PATIENCE = Duration.ofSeconds(30);

    Settings {
        environment = Map.copyOf(environment);
    }

    /** The value of a variable; an empty one counts as not set. */
    Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * The master key as it is written, from the environment or from the file that the environment names.
     *
     * @throws IOException if that file cannot be read
     * @throws IllegalArgumentException if both are set
     */
    Optional<String> masterKey() throws IOException {
        Optional<String> key = value("HOOKGATE_MASTER_KEY");
        Optional<String> file = value("HOOKGATE_MASTER_KEY_FILE");
        if (file.isEmpty()) {
            return key;
        }
        if (key.isPresent()) {
            throw new IllegalArgumentException("Set HOOKGATE_MASTER_KEY or HOOKGATE_MASTER_KEY_FILE, not both");
        }
        return Optional.of(Files.readString(Path.of(file.get())).strip());
    }

    /**
     * How the master key is written, there and in the data directory.
     *
     * @throws IOException if the key service that is to encrypt it cannot be used
     * @throws IllegalArgumentException if there is no client for it
     */
    KeyWrapping keyWrapping() throws IOException {
        Optional<String> uri = value(KmsKey.URI);
        return uri.isPresent()
                ? KmsKey.find(uri.get(), value(KmsKey.CLIENT).map(Path::of), KMS_PATIENCE)
                : KeyWrapping.NONE;
    }

    Path dataDirectory() {
        return Path.of(value("HOOKGATE_DATA_DIR").orElse("data"))
                .toAbsolutePath()
                .normalize();
    }

    boolean embedsPostgres() {
        return value("HOOKGATE_POSTGRES_URL").isEmpty();
    }

    /**
     * Refuses what would only come to light when everything else has been started.
     *
     * @throws IllegalArgumentException if a value has not the form that it must have
     * @throws IllegalStateException if the port is taken
     */
    void check() {
        value("HOOKGATE_PUBLIC_URL").ifPresent(Settings::checkPublicUrl);
        int port = port();
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "port " + port
                            + " is used by another program. Stop that, or choose another with HOOKGATE_HTTP_PORT.",
                    e);
        }
    }

    private int port() {
        String text = value("HOOKGATE_HTTP_PORT").orElse("8080");
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The answer is the same as for a number out of range.
        }
        throw new IllegalArgumentException("HOOKGATE_HTTP_PORT must be a port, 1 to 65535, but is \"" + text + "\"");
    }

    private static void checkPublicUrl(String text) {
        try {
            URI url = new URI(text);
            boolean isWeb = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (isWeb && url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // The answer is the same as for a URL of another kind.
        }
        throw new IllegalArgumentException(
                "HOOKGATE_PUBLIC_URL must be a URL such as https://hooks.example.com, but is \"" + text + "\"");
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

package io.hookgate.gateway.launch;

import io.hookgate.local.LocalKeycloak;
import io.hookgate.local.LocalRuntime;
import io.hookgate.local.Part;
import io.hookgate.local.ProgressListener;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The servers that this process has brought along, and the properties under which the application finds them. */
public final class EmbeddedServers implements AutoCloseable {
    private static final String CONNECTOR = "mp.messaging.connector.smallrye-rocketmq.";

    private final LocalRuntime runtime;

    private EmbeddedServers(LocalRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Starts those that are wanted, side by side, and returns when PostgreSQL and RocketMQ are ready; Keycloak goes on starting.
     *
     * @throws io.hookgate.local.StartFailedException if one does not start; the others have been stopped then
     */
    public static EmbeddedServers start(Path data, Set<Part> parts, ProgressListener listener) {
        return new EmbeddedServers(LocalRuntime.start(data, parts, listener));
    }

    /** Configuration properties of the application. */
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        runtime.postgres().ifPresent(server -> {
            properties.put("quarkus.datasource.reactive.url", server.vertxUrl());
            properties.put("quarkus.datasource.jdbc.url", server.jdbcUrl());
            properties.put("quarkus.datasource.username", server.user());
            properties.put("quarkus.datasource.password", server.password());
        });
        runtime.rocketMq().ifPresent(server -> {
            properties.put(CONNECTOR + "endpoints", server.proxyEndpoints());
            properties.put(CONNECTOR + "name-server", server.nameServerAddress());
            properties.put(CONNECTOR + "cluster", server.clusterName());
            properties.put(CONNECTOR + "access-key", server.accessKey());
            properties.put(CONNECTOR + "secret-key", server.secretKey());
            properties.put(CONNECTOR + "auto-create", "true");
        });
        runtime.keycloak().ifPresent(server -> {
            properties.put("hookgate.oidc.issuer", server.issuer());
            properties.put("hookgate.oidc.client-id", LocalKeycloak.CONSOLE_CLIENT);
            properties.put("hookgate.oidc.audience", LocalKeycloak.API_CLIENT);
            properties.put("hookgate.console.demo-accounts", "true");
        });
        return properties;
    }

    @Override
    public void close() {
        runtime.close();
    }
}

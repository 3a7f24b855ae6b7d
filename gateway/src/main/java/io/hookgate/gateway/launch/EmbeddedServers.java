package io.hookgate.gateway.launch;

import io.hookgate.local.LocalPostgres;
import io.hookgate.local.LocalRocketMq;
import io.hookgate.local.LocalRocketMqOptions;
import io.hookgate.local.ProgressListener;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The servers that this process has brought along, and the properties under which the application finds them. */
public final class EmbeddedServers implements AutoCloseable {
    private final Optional<LocalPostgres> postgres;
    private final Optional<LocalRocketMq> rocketMq;

    private EmbeddedServers(Optional<LocalPostgres> postgres, Optional<LocalRocketMq> rocketMq) {
        this.postgres = postgres;
        this.rocketMq = rocketMq;
    }

    /**
     * Starts those that are wanted, side by side, and returns when they are ready.
     *
     * @throws io.hookgate.local.StartFailedException if one does not start; the others have been stopped then
     */
    public static EmbeddedServers start(Path data, boolean postgres, boolean rocketMq, ProgressListener listener) {
        CompletableFuture<Optional<LocalPostgres>> database = CompletableFuture.supplyAsync(
                () -> postgres ? Optional.of(LocalPostgres.start(data, listener)) : Optional.empty());
        CompletableFuture<Optional<LocalRocketMq>> broker = CompletableFuture.supplyAsync(() -> rocketMq
                ? Optional.of(LocalRocketMq.start(data, LocalRocketMqOptions.defaults(), listener))
                : Optional.empty());
        try {
            CompletableFuture.allOf(database, broker).join();
            return new EmbeddedServers(database.join(), broker.join());
        } catch (CompletionException e) {
            stopStarted(database, broker);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void stopStarted(
            CompletableFuture<Optional<LocalPostgres>> database, CompletableFuture<Optional<LocalRocketMq>> broker) {
        database.handle((started, failure) -> failure == null ? started : Optional.<LocalPostgres>empty())
                .join()
                .ifPresent(LocalPostgres::close);
        broker.handle((started, failure) -> failure == null ? started : Optional.<LocalRocketMq>empty())
                .join()
                .ifPresent(LocalRocketMq::close);
    }

    /** Configuration properties of the application. */
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        postgres.ifPresent(server -> {
            properties.put("quarkus.datasource.reactive.url", server.vertxUrl());
            properties.put("quarkus.datasource.jdbc.url", server.jdbcUrl());
            properties.put("quarkus.datasource.username", server.user());
            properties.put("quarkus.datasource.password", server.password());
        });
        rocketMq.ifPresent(server -> {
            String connector = "mp.messaging.connector.smallrye-rocketmq.";
            properties.put(connector + "endpoints", server.proxyEndpoints());
            properties.put(connector + "name-server", server.nameServerAddress());
            properties.put(connector + "cluster", server.clusterName());
            properties.put(connector + "access-key", server.accessKey());
            properties.put(connector + "secret-key", server.secretKey());
            properties.put(connector + "auto-create", "true");
        });
        return properties;
    }

    @Override
    public void close() {
        rocketMq.ifPresent(LocalRocketMq::close);
        postgres.ifPresent(LocalPostgres::close);
    }
}

package io.hookgate.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers that one instance of the application brings along, with their data in one directory. If the application
 * ends without closing this, however it ends, the servers stop by themselves. Thread-safe.
 */
public final class LocalRuntime implements AutoCloseable {
    private final DirectoryLock lock;
    private @Nullable LocalPostgres postgres;
    private @Nullable LocalRocketMq rocketMq;
    private @Nullable LocalKeycloak keycloak;

    private LocalRuntime(DirectoryLock lock) {
        this.lock = lock;
    }

    /**
     * Starts the servers at the same time, and returns when PostgreSQL and RocketMQ are ready. Keycloak is not waited
     * for: see {@link LocalKeycloak#ready()}. If one cannot be started, those that could are stopped again.
     *
     * @throws StartFailedException if one cannot be started, or if another instance uses the directory
     */
    public static LocalRuntime start(Path dataDirectory, Set<Part> parts, ProgressListener listener) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        try {
            LocalRuntime runtime = new LocalRuntime(DirectoryLock.take(directory, "run"));
            runtime.startAll(directory, parts, listener);
            return runtime;
        } catch (IOException e) {
            throw new StartFailedException("The data directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    private void startAll(Path directory, Set<Part> parts, ProgressListener listener) {
        Optional<CompletableFuture<LocalPostgres>> postgresStart =
                begin(parts, Part.POSTGRES, () -> LocalPostgres.start(directory, listener));
        Optional<CompletableFuture<LocalRocketMq>> rocketMqStart = begin(
                parts, Part.ROCKETMQ, () -> LocalRocketMq.start(directory, LocalRocketMqOptions.defaults(), listener));
        Optional<CompletableFuture<LocalKeycloak>> keycloakStart =
                begin(parts, Part.KEYCLOAK, () -> LocalKeycloak.start(directory, listener));
        List<StartFailedException> failures = new ArrayList<>();
        postgres = await(postgresStart, failures);
        rocketMq = await(rocketMqStart, failures);
        keycloak = await(keycloakStart, failures);
        if (!failures.isEmpty()) {
            close();
            StartFailedException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private static <T> Optional<CompletableFuture<T>> begin(Set<Part> parts, Part part, Supplier<T> start) {
        return parts.contains(part) ? Optional.of(Background.start("hookgate-start-" + part, start)) : Optional.empty();
    }

    private static <T> @Nullable T await(Optional<CompletableFuture<T>> start, List<StartFailedException> failures) {
        if (start.isEmpty()) {
            return null;
        }
        try {
            return start.get().join();
        } catch (CompletionException e) {
            failures.add(
                    e.getCause() instanceof StartFailedException failure
                            ? failure
                            : new StartFailedException("A server cannot be started: " + e.getCause(), e.getCause()));
            return null;
        }
    }

    /** The database, if it was wanted. */
    public Optional<LocalPostgres> postgres() {
        return Optional.ofNullable(postgres);
    }

    /** The message broker, if it was wanted. */
    public Optional<LocalRocketMq> rocketMq() {
        return Optional.ofNullable(rocketMq);
    }

    /** The sign-in server, if it was wanted; it may still be starting. */
    public Optional<LocalKeycloak> keycloak() {
        return Optional.ofNullable(keycloak);
    }

    /** Stops all servers in order, at the same time. To be called when the application does not need them any more. */
    @Override
    public void close() {
        List<Runnable> servers = new ArrayList<>();
        postgres().ifPresent(server -> servers.add(server::close));
        rocketMq().ifPresent(server -> servers.add(server::close));
        keycloak().ifPresent(server -> servers.add(server::close));
        List<CompletableFuture<Void>> stops = servers.stream()
                .map(stop -> Background.start("hookgate-stop", stop))
                .toList();
        stops.forEach(CompletableFuture::join);
        lock.close();
    }
}

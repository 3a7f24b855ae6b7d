package io.hookgate.local;

import io.hookgate.local.ProgressListener.Stage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak on this machine, on the loopback address only, with the realm {@code hookgate}: the accounts of
 * {@link DemoAccount#all()}, and the clients {@value #CONSOLE_CLIENT} (code flow with PKCE, no secret, redirects to any
 * port of {@code localhost}) and {@value #API_CLIENT} (tokens for a user's password).
 *
 * <p>Tokens carry the claims {@code roles} (array), {@code hookgate_tenant} (slug) and {@code hookgate_application}, and
 * the audience {@value #API_CLIENT}. Thread-safe.
 */
public final class LocalKeycloak implements AutoCloseable {
    /** The client for signing in to the console. */
    public static final String CONSOLE_CLIENT = "hookgate-console";
    /** The client for calling the API. */
    public static final String API_CLIENT = "hookgate-api";

    private final DirectoryLock lock;
    private final Keycloak keycloak;
    private final Child child;
    private final CompletableFuture<Void> ready;

    private LocalKeycloak(DirectoryLock lock, Keycloak keycloak, Child child, CompletableFuture<Void> ready) {
        this.lock = lock;
        this.keycloak = keycloak;
        this.child = child;
        this.ready = ready;
    }

    /**
     * Begins to start it, with a low priority, and returns at once: it takes from a quarter of a minute to a minute. The
     * program is taken from the directory that the system property {@code hookgate.runtime.keycloak} names.
     *
     * @param dataDirectory keeps the realm, in {@code keycloak}; made if it is missing
     * @throws StartFailedException if its program is missing, or if another instance uses the directory
     */
    public static LocalKeycloak start(Path dataDirectory, ProgressListener listener) {
        return DirectoryLock.startIn(dataDirectory, Part.KEYCLOAK, (lock, directory) -> {
            Keycloak keycloak = new Keycloak(directory.resolve("keycloak"));
            Child child = new Child(keycloak, directory, listener);
            listener.progress(Part.KEYCLOAK, Stage.STARTING, "");
            CompletableFuture<Void> ready =
                    child.startInBackground().whenComplete((nothing, failure) -> report(listener, keycloak, failure));
            return new LocalKeycloak(lock, keycloak, child, ready);
        });
    }

    private static void report(ProgressListener listener, Keycloak keycloak, @Nullable Throwable failure) {
        if (failure == null) {
            listener.progress(Part.KEYCLOAK, Stage.READY, keycloak.issuer());
            return;
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof StartStoppedException) {
            return;
        }
        listener.progress(Part.KEYCLOAK, Stage.FAILED, String.valueOf(cause.getMessage()));
    }

    /** The realm's issuer URL, known before it is ready. */
    public String issuer() {
        return keycloak.issuer();
    }

    /** Completes when the realm can be used, or with a {@link StartFailedException}. */
    public CompletionStage<Void> ready() {
        return ready.minimalCompletionStage();
    }

    /** The server's process; empty while it is not running. */
    public Optional<Long> pid() {
        return child.pid();
    }

    /** Stops it, even while it is starting. */
    @Override
    public void close() {
        child.close();
        lock.close();
    }
}

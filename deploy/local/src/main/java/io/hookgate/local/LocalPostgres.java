package io.hookgate.local;

import io.hookgate.local.ProgressListener.Stage;
import java.nio.file.Path;
import java.util.Optional;

/**
 * PostgreSQL 17 on this machine, on the loopback address only, with a random password, and with settings under which a
 * committed transaction survives a power cut. The program comes from the class path. Thread-safe.
 */
public final class LocalPostgres implements AutoCloseable {
    private final DirectoryLock lock;
    private final Postgres postgres;
    private final Child child;

    private LocalPostgres(DirectoryLock lock, Postgres postgres, Child child) {
        this.lock = lock;
        this.postgres = postgres;
        this.child = child;
    }

    /** Starts it without telling anybody of the progress. */
    public static LocalPostgres start(Path dataDirectory) {
        return start(dataDirectory, ProgressListener.SILENT);
    }

    /**
     * Starts it, and returns when it has answered a query.
     *
     * @param dataDirectory keeps the database, in {@code postgres}; made if it is missing
     * @throws StartFailedException if it does not start, or if another instance uses the directory
     */
    public static LocalPostgres start(Path dataDirectory, ProgressListener listener) {
        return DirectoryLock.startIn(dataDirectory, Part.POSTGRES, (lock, directory) -> {
            Postgres postgres =
                    new Postgres(directory.resolve("postgres"), ServerLog.of(directory, Postgres.NAME), listener);
            Child child = new Child(postgres, directory, listener);
            listener.progress(Part.POSTGRES, Stage.STARTING, "");
            child.start();
            listener.progress(Part.POSTGRES, Stage.READY, postgres.jdbcUrl());
            return new LocalPostgres(lock, postgres, child);
        });
    }

    /** The URL for JDBC. */
    public String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    /** The URL for the reactive client: {@code postgresql://…}. */
    public String vertxUrl() {
        return postgres.vertxUrl();
    }

    /** The user, who owns the database, may create others, and is no superuser. */
    public String user() {
        return Postgres.USER;
    }

    /** That user's password, which stays the same as long as the data directory does. */
    public String password() {
        return postgres.password();
    }

    /** The server's process; empty while it is not running. */
    public Optional<Long> pid() {
        return child.pid();
    }

    /** Ends the server at once, like {@code kill -9}, and leaves it so until {@link #restart}. */
    public void kill() {
        child.kill();
    }

    /** Starts the server on the same port, and returns when it has answered a query. */
    public void restart() {
        child.close();
        child.start();
    }

    /** Stops the server in order; connections are cut. */
    @Override
    public void close() {
        child.close();
        lock.close();
    }
}

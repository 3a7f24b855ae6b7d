package io.hookgate.tenant.replication;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** The stored configuration, bounded in time. Its methods must be called on a Vert.x context. */
@ApplicationScoped
public class ConfigurationDatabase {
    private final Mutiny.SessionFactory sessions;
    private final ChangeFeed feed;
    private final ReplicationConfig config;

    ConfigurationDatabase(Mutiny.SessionFactory sessions, ChangeFeed feed, ReplicationConfig config) {
        this.sessions = sessions;
        this.feed = feed;
        this.config = config;
    }

    /** Reads without a transaction. */
    public <T> Uni<T> read(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return bounded(sessions.withStatelessSession(work));
    }

    /**
     * Changes one row, in a transaction; the result comes when the change is in force on this node too, or when that
     * takes longer than is worth waiting for.
     */
    public <T> Uni<T> write(Change change, Function<Mutiny.StatelessSession, Uni<T>> work) {
        return bounded(sessions.withStatelessTransaction(work)).call(() -> feed.inForce(change));
    }

    private <T> Uni<T> bounded(Uni<T> work) {
        return work.ifNoItem().after(config.queryTimeout()).fail();
    }
}

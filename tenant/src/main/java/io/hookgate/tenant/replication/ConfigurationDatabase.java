package io.hookgate.tenant.replication;

import io.hookgate.tenant.http.Caller;
import io.hookgate.tenant.http.TenantContext;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** The stored configuration, bounded in time. Its methods must be called on a Vert.x context. */
@ApplicationScoped
public class ConfigurationDatabase {
    private static final String NAME_ACTOR = "select set_config('hookgate.actor', :actor, true),"
            + " set_config('hookgate.actor_name', :name, true), set_config('hookgate.address', :address, true)";

    private final Mutiny.SessionFactory sessions;
    private final ChangeFeed feed;
    private final ReplicationConfig config;
    private final TenantContext request;

    ConfigurationDatabase(
            Mutiny.SessionFactory sessions, ChangeFeed feed, ReplicationConfig config, TenantContext request) {
        this.request = request;
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
        return bounded(sessions.withStatelessTransaction(
                        session -> nameActor(session).chain(() -> work.apply(session))))
                .call(() -> feed.inForce(change));
    }

    /** Tells the database, for its audit log, who makes the change. */
    private Uni<Void> nameActor(Mutiny.StatelessSession session) {
        boolean requested = Arc.container().requestContext().isActive() && request.isAdmitted();
        if (!requested) {
            return Uni.createFrom().voidItem();
        }
        Caller caller = request.caller();
        return session.createNativeQuery(NAME_ACTOR, Object[].class)
                .setParameter("actor", caller.id())
                .setParameter("name", caller.name())
                .setParameter("address", request.address().orElse(""))
                .getSingleResult()
                .replaceWithVoid();
    }

    private <T> Uni<T> bounded(Uni<T> work) {
        return work.ifNoItem().after(config.queryTimeout()).fail();
    }
}

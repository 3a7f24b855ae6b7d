package io.hookgate.tenant.replication;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings every change of the stored configuration into the memory of this node.
 *
 * <p>Listens on a connection of its own. After every time without one, changes may have been missed, and everything is
 * compared. All work is done one after another on one event loop, so that an older state of a row never overwrites a
 * newer one. Without a database, memory stays as it is.
 */
@ApplicationScoped
public class ChangeFeed {
    private static final Logger LOG = Logger.getLogger(ChangeFeed.class);
    private static final String LISTEN = "LISTEN hookgate_configuration";

    private final Mutiny.SessionFactory sessions;
    private final Pool pool;
    private final Vertx vertx;
    private final ReplicationConfig config;
    private final List<Replica<?>> replicas;
    private final Map<String, Replica<?>> byTable;
    private volatile boolean loaded;
    private volatile boolean listening;
    private volatile boolean stopped;

    // What follows is touched on the context alone.
    private @Nullable Context context;
    private @Nullable SqlConnection connection;
    /** Tells what is heard of an earlier connection from what is heard of this one. */
    private int generation;

    private final Set<Change> pending = new LinkedHashSet<>();
    private boolean everythingPending;
    private boolean working;
    private boolean listenedOnce;
    private int failures;
    private List<UniEmitter<? super Void>> waiting = new ArrayList<>();

    ChangeFeed(
            Mutiny.SessionFactory sessions,
            Pool pool,
            Vertx vertx,
            ReplicationConfig config,
            @All List<Replica<?>> replicas) {
        this.sessions = sessions;
        this.pool = pool;
        this.vertx = vertx;
        this.config = config;
        this.replicas = List.copyOf(replicas);
        this.byTable = replicas.stream().collect(Collectors.toUnmodifiableMap(Replica::table, Function.identity()));
    }

    /** Whether everything has been read at least once. */
    public boolean isLoaded() {
        return loaded;
    }

    /** Whether changes are heard of at the moment. */
    public boolean isListening() {
        return listening;
    }

    /** Completes when the change, which has been committed, is in force on this node; never fails. */
    Uni<Void> inForce(Change change) {
        Context caller = vertx.getOrCreateContext();
        return Uni.createFrom()
                .<Void>emitter(emitter -> onFeed(() -> {
                    pending.add(change);
                    waiting.add(emitter);
                    work();
                }))
                .ifNoItem()
                .after(config.inForceTimeout())
                .fail()
                .onFailure()
                .recoverWithNull()
                .emitOn(task -> caller.runOnContext(ignored -> task.run()));
    }

    /** Starts when the application has started; the schema is there by then. */
    void start(@Observes StartupEvent event) {
        onFeed(this::listen);
        vertx.setPeriodic(config.heartbeat().toMillis(), ignored -> onFeed(this::checkConnection));
    }

    /** The application stops: the pool is going to close the connection. */
    void prepareToStop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @PreDestroy
    void stop() {
        stopped = true;
        onFeed(this::closeConnection);
    }

    private void onFeed(Runnable task) {
        feedContext().runOnContext(ignored -> task.run());
    }

    /** Does what concerns one connection, unless there is another one by now. */
    private void onFeed(int ofGeneration, Runnable task) {
        onFeed(() -> {
            if (generation == ofGeneration) {
                task.run();
            }
        });
    }

    private synchronized Context feedContext() {
        Context known = context;
        if (known == null) {
            known = ((VertxInternal) vertx).createEventLoopContext();
            context = known;
        }
        return known;
    }

    private void listen() {
        if (stopped) {
            return;
        }
        pool.getConnection().emitOn(this::onFeed).subscribe().with(this::listenOn, this::lost);
    }

    private void listenOn(SqlConnection fresh) {
        connection = fresh;
        int own = ++generation;
        // The connection may belong to another event loop, and calls its handlers there.
        fresh.getDelegate().closeHandler(ignored -> onFeed(own, this::lostConnection));
        PgConnection.cast(fresh.getDelegate())
                .notificationHandler(notification -> onFeed(own, () -> hear(notification)));
        fresh.query(LISTEN)
                .execute()
                .ifNoItem()
                .after(config.queryTimeout())
                .fail()
                .subscribe()
                .with(rows -> onFeed(own, this::heard), failure -> onFeed(own, () -> lost(failure)));
    }

    private void heard() {
        listening = true;
        everythingPending = true;
        listenedOnce = true;
        work();
    }

    private void lostConnection() {
        lost(new IllegalStateException("The connection was closed"));
    }

    private void lost(Throwable cause) {
        listening = false;
        closeConnection();
        if (stopped) {
            return;
        }
        Duration pause = nextPause();
        LOG.warnf("Changes of the configuration are not heard of; next try in %s: %s", pause, cause.toString());
        vertx.setTimer(pause.toMillis(), ignored -> onFeed(this::listen));
    }

    private void closeConnection() {
        SqlConnection old = connection;
        connection = null;
        generation++;
        listening = false;
        if (old != null) {
            // Not given back to the pool: whoever got it next would hear what was meant for this feed.
            PgConnection.cast(old.getDelegate()).notificationHandler(null);
            old.query("UNLISTEN *")
                    .execute()
                    .onItemOrFailure()
                    .call((rows, failure) -> old.close())
                    .subscribe()
                    .with(done -> {}, failure -> LOG.debug("The connection was closed already"));
        }
    }

    private void checkConnection() {
        SqlConnection current = connection;
        int own = generation;
        if (current == null || !listening) {
            return;
        }
        current.query("SELECT 1")
                .execute()
                .ifNoItem()
                .after(config.queryTimeout())
                .fail()
                .subscribe()
                .with(rows -> {}, failure -> onFeed(own, () -> lost(failure)));
    }

    private void hear(PgNotification notification) {
        Optional<Change> change = Change.parse(notification.getPayload());
        if (change.isPresent() && byTable.containsKey(change.get().table())) {
            pending.add(change.get());
        } else {
            LOG.warnf("An announcement is not understood, so everything is compared");
            everythingPending = true;
        }
        work();
    }

    /** Does one thing if nothing is being done; what has just been changed comes first. */
    private void work() {
        if (working || stopped) {
            return;
        }
        planComparisons();
        Set<Change> changes = Set.copyOf(pending);
        List<UniEmitter<? super Void>> waiters = waiting;
        pending.clear();
        waiting = new ArrayList<>();
        Optional<Replica<?>> compared =
                replicas.stream().filter(Replica::isComparing).findFirst();
        if (changes.isEmpty() && compared.isEmpty()) {
            return;
        }
        working = true;
        sessions.openStatelessSession()
                .chain(session -> (changes.isEmpty() ? compared.orElseThrow().step(session) : refresh(session, changes))
                        .eventually(session::close))
                .ifNoItem()
                .after(config.queryTimeout())
                .fail()
                .emitOn(this::onFeed)
                .subscribe()
                .with(ignored -> done(waiters), failure -> failed(failure, waiters));
    }

    private void planComparisons() {
        if (everythingPending) {
            everythingPending = false;
            replicas.forEach(replica -> replica.compare(null));
        }
        for (Change change : List.copyOf(pending)) {
            if (change.id() == null) {
                pending.remove(change);
                replica(change).compare(change.tenantId());
            }
        }
    }

    private Uni<Void> refresh(Mutiny.StatelessSession session, Set<Change> changes) {
        Uni<Void> result = Uni.createFrom().voidItem();
        for (Replica<?> replica : replicas) {
            List<Change> own = changes.stream()
                    .filter(change -> change.table().equals(replica.table()))
                    .toList();
            if (!own.isEmpty()) {
                result = result.chain(() -> replica.refresh(session, own));
            }
        }
        return result;
    }

    private Replica<?> replica(Change change) {
        return Objects.requireNonNull(byTable.get(change.table()));
    }

    private void done(List<UniEmitter<? super Void>> waiters) {
        working = false;
        failures = 0;
        if (!loaded && listenedOnce && !everythingPending && replicas.stream().noneMatch(Replica::isComparing)) {
            loaded = true;
            LOG.info("The configuration is loaded");
        }
        waiters.forEach(waiter -> waiter.complete(null));
        work();
    }

    private void failed(Throwable failure, List<UniEmitter<? super Void>> waiters) {
        working = false;
        everythingPending = true;
        waiters.forEach(waiter -> waiter.fail(failure));
        Duration pause = nextPause();
        LOG.warnf("The configuration cannot be read; next try in %s: %s", pause, failure.toString());
        vertx.setTimer(pause.toMillis(), ignored -> onFeed(this::work));
    }

    private Duration nextPause() {
        long pause = config.reconnectPause().toMillis() << Math.min(failures, 16);
        failures = failures + 1;
        return Duration.ofMillis(Math.min(pause, config.maxReconnectPause().toMillis()));
    }
}

package io.hookgate.tenant.replication;

import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This node's copy of one table. A subclass keeps the rows in the form in which they are used; this class brings it
 * every row that has changed, and no other.
 *
 * <p>{@link #put} and {@link #remove} are called by one thread at a time; readers of a subclass's memory may be many.
 */
public abstract class Replica<E extends Replicated> {
    private static final Logger LOG = Logger.getLogger(Replica.class);
    private static final int PAGE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final String table;
    private final Class<E> entity;
    private final Map<TenantId, Map<UUID, Long>> revisions = new ConcurrentHashMap<>();
    private @Nullable Comparison comparison;

    /** How far a comparison has come. */
    private static final class Comparison {
        private final @Nullable TenantId only;
        private final Set<RowKey> seen = new HashSet<>();
        private UUID afterTenant;
        private UUID afterId = FIRST;

        Comparison(@Nullable TenantId only) {
            this.only = only;
            this.afterTenant = only == null ? FIRST : only.value();
        }
    }

    /**
     * Names what is copied.
     *
     * @param table the table, as its triggers announce it
     * @param entity the entity, which has the attributes {@code tenantId} and {@code id}
     */
    protected Replica(String table, Class<E> entity) {
        this.table = table;
        this.entity = entity;
    }

    /** Takes a new or changed row into memory. */
    protected abstract void put(E row);

    /** Drops a row from memory. */
    protected abstract void remove(TenantId tenantId, UUID id);

    /** The change of one row of this table. */
    public final Change change(TenantId tenantId, UUID id) {
        return new Change(table, tenantId, id);
    }

    final String table() {
        return table;
    }

    /**
     * Begins to compare memory with the rows of a tenant, or of all tenants; {@link #step} does it. A comparison that is
     * under way starts again.
     */
    final void compare(@Nullable TenantId only) {
        Comparison current = comparison;
        boolean narrow = only != null && (current == null || only.equals(current.only));
        comparison = new Comparison(narrow ? only : null);
    }

    /** Whether there is something left to compare. */
    final boolean isComparing() {
        return comparison != null;
    }

    /** Compares the next few rows; short, so that what has just been changed need not wait for the end. */
    final Uni<Void> step(Mutiny.StatelessSession session) {
        Comparison current = comparison;
        return current == null
                ? Uni.createFrom().voidItem()
                : page(session, current).invoke(rows -> compared(current, rows)).replaceWithVoid();
    }

    /** Brings memory to the state of the changed rows. */
    final Uni<Void> refresh(Mutiny.StatelessSession session, Collection<Change> changes) {
        Map<TenantId, Set<UUID>> byTenant = new HashMap<>();
        for (Change change : changes) {
            if (change.id() != null) {
                byTenant.computeIfAbsent(change.tenantId(), tenant -> new HashSet<>())
                        .add(change.id());
            }
        }
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Map.Entry<TenantId, Set<UUID>> entry : byTenant.entrySet()) {
            done = done.chain(() -> refresh(session, entry.getKey(), entry.getValue()));
        }
        return done;
    }

    private Uni<Void> refresh(Mutiny.StatelessSession session, TenantId tenantId, Set<UUID> ids) {
        return session.createQuery(
                        "from " + entity.getSimpleName() + " where tenantId = :tenant and id in (:ids)", entity)
                .setParameter("tenant", tenantId.value())
                .setParameter("ids", Set.copyOf(ids))
                .getResultList()
                .invoke(rows -> {
                    rows.forEach(this::take);
                    rows.forEach(row -> ids.remove(row.id()));
                    ids.forEach(id -> forget(tenantId, id));
                })
                .replaceWithVoid();
    }

    private Uni<List<E>> page(Mutiny.StatelessSession session, Comparison current) {
        TenantId only = current.only;
        String within = only == null ? "" : " and tenantId = :only";
        Mutiny.SelectionQuery<E> query = session.createQuery(
                        "from " + entity.getSimpleName() + " where (tenantId, id) > (:tenant, :id)" + within
                                + " order by tenantId, id",
                        entity)
                .setParameter("tenant", current.afterTenant)
                .setParameter("id", current.afterId)
                .setMaxResults(PAGE);
        return (only == null ? query : query.setParameter("only", only.value())).getResultList();
    }

    private void compared(Comparison current, List<E> rows) {
        for (E row : rows) {
            current.seen.add(new RowKey(row.tenantId(), row.id()));
            takeIfNewer(row);
        }
        if (rows.size() < PAGE) {
            comparison = null;
            forgetAllBut(current.only, current.seen);
            return;
        }
        E last = rows.get(rows.size() - 1);
        current.afterTenant = last.tenantId();
        current.afterId = last.id();
    }

    private void takeIfNewer(E row) {
        Long known = revisionsOf(new TenantId(row.tenantId())).get(row.id());
        if (known == null || known != row.revision()) {
            take(row);
        }
    }

    private void take(E row) {
        try {
            put(row);
        } catch (RuntimeException e) {
            // One row that this node cannot use must not keep it from using all others.
            LOG.errorf(e, "A row cannot be used: table=%s tenantId=%s id=%s", table, row.tenantId(), row.id());
            remove(new TenantId(row.tenantId()), row.id());
        }
        revisionsOf(new TenantId(row.tenantId())).put(row.id(), row.revision());
        if (comparison != null) {
            // The comparison may have passed its place already.
            comparison.seen.add(new RowKey(row.tenantId(), row.id()));
        }
    }

    private void forgetAllBut(@Nullable TenantId only, Set<RowKey> seen) {
        Collection<TenantId> tenants = only == null ? List.copyOf(revisions.keySet()) : List.of(only);
        for (TenantId tenantId : tenants) {
            for (UUID id : List.copyOf(revisionsOf(tenantId).keySet())) {
                if (!seen.contains(new RowKey(tenantId.value(), id))) {
                    forget(tenantId, id);
                }
            }
        }
    }

    private void forget(TenantId tenantId, UUID id) {
        Map<UUID, Long> known = revisionsOf(tenantId);
        if (known.remove(id) != null) {
            remove(tenantId, id);
        }
        if (known.isEmpty()) {
            revisions.remove(tenantId);
        }
    }

    private Map<UUID, Long> revisionsOf(TenantId tenantId) {
        return revisions.computeIfAbsent(tenantId, id -> new ConcurrentHashMap<>());
    }
}

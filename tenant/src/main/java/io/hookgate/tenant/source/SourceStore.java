package io.hookgate.tenant.source;

import io.hookgate.model.IdGenerator;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.quota.Stock;
import io.hookgate.tenant.quota.StockStore;
import io.hookgate.tenant.replication.ConfigurationDatabase;
import io.hookgate.tenant.replication.RowKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Keeps sources in the table {@code source}. */
@ApplicationScoped
class SourceStore {
    private final ConfigurationDatabase database;
    private final Sources sources;
    private final SourceCodec codec;
    private final Adapters adapters;
    private final StockStore stocks;
    private final IdGenerator ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SourceStore(
            ConfigurationDatabase database,
            Sources sources,
            SourceCodec codec,
            Adapters adapters,
            StockStore stocks,
            IdGenerator ids,
            Clock clock) {
        this.database = database;
        this.sources = sources;
        this.codec = codec;
        this.adapters = adapters;
        this.stocks = stocks;
        this.ids = ids;
        this.clock = clock;
    }

    /** Fails with an {@link ApiProblem} when the set-up is not acceptable. */
    Uni<SourceEntity> create(TenantId tenantId, SourceSetup setup) {
        return Uni.createFrom()
                .item(() -> newRow(tenantId, setup))
                .chain(row -> database.write(
                        sources.change(tenantId, row.id),
                        session -> stocks.admit(session, tenantId, Stock.SOURCES)
                                .chain(() -> session.insert(row))
                                .replaceWith(row)));
    }

    /** Fails with an {@link ApiProblem} when there is no such source. */
    Uni<SourceEntity> get(TenantId tenantId, SourceId id) {
        return database.read(session -> session.get(SourceEntity.class, new RowKey(tenantId.value(), id.value())))
                .onItem()
                .ifNull()
                .failWith(() -> ApiProblem.notFound("source"));
    }

    Uni<List<SourceEntity>> list(TenantId tenantId, PageRequest page) {
        return database.read(session -> session.createQuery(
                        "from SourceEntity where tenantId = :tenant and id > :after order by id", SourceEntity.class)
                .setParameter("tenant", tenantId.value())
                .setParameter("after", page.after())
                .setMaxResults(page.fetch())
                .getResultList());
    }

    /** Changes the set-up that is stored by then, whatever others have changed meanwhile. */
    Uni<SourceEntity> change(TenantId tenantId, SourceId id, UnaryOperator<SourceSetup> change) {
        return update(tenantId, id, row -> {
            SourceSetup changed = change.apply(codec.setup(row));
            adapters.check(id, changed);
            codec.write(changed, row);
        });
    }

    /** Gives the source another URL; the old one is unknown from then on. */
    Uni<SourceEntity> rotateKey(TenantId tenantId, SourceId id) {
        return update(tenantId, id, row -> codec.write(IngressKey.generate(random), row));
    }

    Uni<Void> delete(TenantId tenantId, SourceId id) {
        return database.write(
                        sources.change(tenantId, id.value()),
                        session -> session.createMutationQuery(
                                        "delete from SourceEntity where tenantId = :tenant and id = :id")
                                .setParameter("tenant", tenantId.value())
                                .setParameter("id", id.value())
                                .executeUpdate())
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw ApiProblem.notFound("source");
                    }
                })
                .replaceWithVoid();
    }

    private SourceEntity newRow(TenantId tenantId, SourceSetup setup) {
        SourceEntity row = new SourceEntity();
        row.tenantId = tenantId.value();
        row.id = ids.next();
        adapters.check(new SourceId(row.id), setup);
        row.createdAt = now();
        row.updatedAt = row.createdAt;
        codec.write(setup, row);
        codec.write(IngressKey.generate(random), row);
        return row;
    }

    private Uni<SourceEntity> update(TenantId tenantId, SourceId id, Consumer<SourceEntity> change) {
        return database.write(
                sources.change(tenantId, id.value()),
                session -> session.get(
                                SourceEntity.class,
                                new RowKey(tenantId.value(), id.value()),
                                LockModeType.PESSIMISTIC_WRITE)
                        .onItem()
                        .ifNull()
                        .failWith(() -> ApiProblem.notFound("source"))
                        .call(row -> {
                            change.accept(row);
                            row.updatedAt = now();
                            return session.update(row);
                        }));
    }

    /** As exact as PostgreSQL keeps it, so that an object reads the same when it is fetched again. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

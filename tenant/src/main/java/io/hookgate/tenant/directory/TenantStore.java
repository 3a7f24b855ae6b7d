package io.hookgate.tenant.directory;

import io.hookgate.model.IdGenerator;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Quotas;
import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.replication.ConfigurationDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** Keeps tenants in the table {@code tenant}. */
@ApplicationScoped
class TenantStore {
    private final ConfigurationDatabase database;
    private final Tenants tenants;
    private final IdGenerator ids;
    private final Clock clock;

    TenantStore(ConfigurationDatabase database, Tenants tenants, IdGenerator ids, Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.ids = ids;
        this.clock = clock;
    }

    /** Fails with an {@link ApiProblem} when the slug is taken. */
    Uni<TenantEntity> create(String slug, String name, Optional<RateLimit> rateLimit, Quotas quotas) {
        TenantEntity tenant = new TenantEntity(ids.next(), slug, name, now());
        tenant.limitTo(rateLimit);
        tenant.allot(quotas);
        TenantId tenantId = new TenantId(tenant.tenantId);
        return database.write(
                        tenants.change(tenantId, tenant.tenantId),
                        session -> session.insert(tenant).replaceWith(tenant))
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> new ApiProblem(
                        409,
                        "slug-taken",
                        "Another tenant has this slug.",
                        List.of(new ApiProblem.Fault("/slug", "is taken"))));
    }

    Uni<TenantEntity> get(TenantId tenantId) {
        return database.read(session -> session.get(TenantEntity.class, tenantId.value()))
                .onItem()
                .ifNull()
                .failWith(() -> ApiProblem.notFound("tenant"));
    }

    Uni<List<TenantEntity>> list(PageRequest page) {
        return database.read(session -> session.createQuery(
                        "from TenantEntity where tenantId > :after order by tenantId", TenantEntity.class)
                .setParameter("after", page.after())
                .setMaxResults(page.fetch())
                .getResultList());
    }

    Uni<List<TenantEntity>> listAmong(Collection<TenantId> tenantIds, PageRequest page) {
        List<UUID> among = tenantIds.stream().map(TenantId::value).toList();
        return database.read(session -> session.createQuery(
                        "from TenantEntity where tenantId in (:among) and tenantId > :after order by tenantId",
                        TenantEntity.class)
                .setParameter("among", among)
                .setParameter("after", page.after())
                .setMaxResults(page.fetch())
                .getResultList());
    }

    Uni<TenantEntity> change(
            TenantId tenantId, String name, Optional<RateLimit> rateLimit, Quotas quotas, boolean allowHttp) {
        return database.write(
                tenants.change(tenantId, tenantId.value()),
                session -> session.get(TenantEntity.class, tenantId.value(), LockModeType.PESSIMISTIC_WRITE)
                        .onItem()
                        .ifNull()
                        .failWith(() -> ApiProblem.notFound("tenant"))
                        .call(tenant -> {
                            tenant.name = name;
                            tenant.limitTo(rateLimit);
                            tenant.allot(quotas);
                            tenant.allowHttp = allowHttp;
                            tenant.updatedAt = now();
                            return session.update(tenant);
                        }));
    }

    /** Deletes the tenant with its whole configuration. */
    Uni<Void> delete(TenantId tenantId) {
        return database.write(
                        tenants.change(tenantId, tenantId.value()),
                        session -> session.createMutationQuery("delete from TenantEntity where tenantId = :tenant")
                                .setParameter("tenant", tenantId.value())
                                .executeUpdate())
                .replaceWithVoid();
    }

    /** As exact as PostgreSQL keeps it, so that an object reads the same when it is fetched again. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

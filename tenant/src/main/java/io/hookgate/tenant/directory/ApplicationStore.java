package io.hookgate.tenant.directory;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.replication.ConfigurationDatabase;
import io.hookgate.tenant.replication.RowKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/** Keeps applications in the table {@code application}. */
@ApplicationScoped
class ApplicationStore {
    private final ConfigurationDatabase database;
    private final Applications applications;
    private final IdGenerator ids;
    private final Clock clock;

    ApplicationStore(ConfigurationDatabase database, Applications applications, IdGenerator ids, Clock clock) {
        this.database = database;
        this.applications = applications;
        this.ids = ids;
        this.clock = clock;
    }

    /** Fails with an {@link ApiProblem} when the slug is taken. */
    Uni<ApplicationEntity> create(TenantId tenantId, String slug, String name) {
        ApplicationEntity row = new ApplicationEntity();
        row.tenantId = tenantId.value();
        row.id = ids.next();
        row.slug = slug;
        row.name = name;
        row.createdAt = now();
        row.updatedAt = row.createdAt;
        return database.write(
                        applications.change(tenantId, row.id),
                        session -> session.insert(row).replaceWith(row))
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> new ApiProblem(
                        409,
                        "slug-taken",
                        "Another application of this tenant has this slug.",
                        List.of(new ApiProblem.Fault("/slug", "is taken"))));
    }

    /** Fails with an {@link ApiProblem} when there is no such application. */
    Uni<ApplicationEntity> get(TenantId tenantId, ApplicationId id) {
        return database.read(session -> session.get(ApplicationEntity.class, new RowKey(tenantId.value(), id.value())))
                .onItem()
                .ifNull()
                .failWith(() -> ApiProblem.notFound("application"));
    }

    /** @param only the one that may be seen; empty for all */
    Uni<List<ApplicationEntity>> list(TenantId tenantId, Optional<ApplicationId> only, PageRequest page) {
        return database.read(session -> session.createQuery(
                        "from ApplicationEntity where tenantId = :tenant and id > :after"
                                + " and (:all = true or id = :only) order by id",
                        ApplicationEntity.class)
                .setParameter("tenant", tenantId.value())
                .setParameter("after", page.after())
                .setParameter("all", only.isEmpty())
                .setParameter("only", only.map(ApplicationId::value).orElse(tenantId.value()))
                .setMaxResults(page.fetch())
                .getResultList());
    }

    Uni<ApplicationEntity> rename(TenantId tenantId, ApplicationId id, String name) {
        return database.write(
                applications.change(tenantId, id.value()),
                session -> session.get(
                                ApplicationEntity.class,
                                new RowKey(tenantId.value(), id.value()),
                                LockModeType.PESSIMISTIC_WRITE)
                        .onItem()
                        .ifNull()
                        .failWith(() -> ApiProblem.notFound("application"))
                        .call(row -> {
                            row.name = name;
                            row.updatedAt = now();
                            return session.update(row);
                        }));
    }

    /** Fails with an {@link ApiProblem} when something still belongs to the application. */
    Uni<Void> delete(TenantId tenantId, ApplicationId id) {
        return database.write(
                        applications.change(tenantId, id.value()),
                        session -> session.createMutationQuery(
                                        "delete from ApplicationEntity where tenantId = :tenant and id = :id")
                                .setParameter("tenant", tenantId.value())
                                .setParameter("id", id.value())
                                .executeUpdate())
                .onFailure(ConstraintViolationException.class)
                .transform(used -> new ApiProblem(
                        409,
                        "application-in-use",
                        "Endpoints, members or API keys belong to this application; delete them first."))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw ApiProblem.notFound("application");
                    }
                })
                .replaceWithVoid();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

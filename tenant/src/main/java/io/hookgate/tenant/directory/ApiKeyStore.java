package io.hookgate.tenant.directory;

import io.hookgate.model.IdGenerator;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.replication.ConfigurationDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Keeps API keys in the tables {@code api_key} and {@code api_key_use}. */
@ApplicationScoped
class ApiKeyStore {
    private static final String WITH_LAST_USE = "select k, u.lastUsedAt from ApiKeyEntity k left join ApiKeyUseEntity u"
            + " on u.tenantId = k.tenantId and u.id = k.id where k.tenantId = :tenant";

    private final ConfigurationDatabase database;
    private final ApiKeys keys;
    private final IdGenerator ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiKeyStore(ConfigurationDatabase database, ApiKeys keys, IdGenerator ids, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /** A stored key and when it was last used, as far as that has been written. */
    record Stored(ApiKeyEntity key, @Nullable Instant lastUsedAt) {}

    /** A key that has just been made; the only time that its text is there. */
    record Created(ApiKeyEntity entity, ApiKey key) {}

    /** Fails with an {@link ApiProblem} when there is no such application. */
    Uni<Created> create(TenantId tenantId, ApiKeyEntity.Grant grant) {
        ApiKey key = ApiKey.generate(ids.next(), random);
        ApiKeyEntity entity = new ApiKeyEntity(
                tenantId, key.id(), grant, key.hash(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return database.write(
                        keys.change(tenantId, key.id()),
                        session -> session.insert(entity).replaceWith(new Created(entity, key)))
                .onFailure(ConstraintViolationException.class)
                .transform(unknown -> Applications.unknown());
    }

    Uni<List<Stored>> list(TenantId tenantId, PageRequest page) {
        return database.read(session -> session.createQuery(
                                WITH_LAST_USE + " and k.id > :after order by k.id", Object[].class)
                        .setParameter("tenant", tenantId.value())
                        .setParameter("after", page.after())
                        .setMaxResults(page.fetch())
                        .getResultList())
                .map(rows -> rows.stream().map(ApiKeyStore::stored).toList());
    }

    Uni<Stored> get(TenantId tenantId, UUID id) {
        return database.read(session -> session.createQuery(WITH_LAST_USE + " and k.id = :id", Object[].class)
                        .setParameter("tenant", tenantId.value())
                        .setParameter("id", id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> ApiProblem.notFound("API key"))
                .map(ApiKeyStore::stored);
    }

    Uni<Void> delete(TenantId tenantId, UUID id) {
        return database.write(
                        keys.change(tenantId, id),
                        session -> session.createMutationQuery(
                                        "delete from ApiKeyEntity where tenantId = :tenant and id = :id")
                                .setParameter("tenant", tenantId.value())
                                .setParameter("id", id)
                                .executeUpdate())
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw ApiProblem.notFound("API key");
                    }
                })
                .replaceWithVoid();
    }

    private static Stored stored(Object[] row) {
        return new Stored((ApiKeyEntity) row[0], (Instant) row[1]);
    }
}

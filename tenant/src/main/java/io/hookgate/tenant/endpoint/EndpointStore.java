package io.hookgate.tenant.endpoint;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.EndpointSwitch;
import io.hookgate.tenant.SigningKey;
import io.hookgate.tenant.SigningSecret;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Keeps endpoints in the table {@code endpoint}. */
@ApplicationScoped
class EndpointStore implements EndpointSwitch {
    private static final int SECRET_BYTES = 32;

    private final ConfigurationDatabase database;
    private final Endpoints endpoints;
    private final EndpointCodec codec;
    private final StockStore stocks;
    private final IdGenerator ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    EndpointStore(
            ConfigurationDatabase database,
            Endpoints endpoints,
            EndpointCodec codec,
            StockStore stocks,
            IdGenerator ids,
            Clock clock) {
        this.database = database;
        this.endpoints = endpoints;
        this.codec = codec;
        this.stocks = stocks;
        this.ids = ids;
        this.clock = clock;
    }

    Uni<EndpointEntity> create(TenantId tenantId, EndpointSettings settings) {
        EndpointEntity row = new EndpointEntity();
        row.tenantId = tenantId.value();
        row.id = ids.next();
        row.state = EndpointState.ENABLED.code();
        row.createdAt = now();
        row.updatedAt = row.createdAt;
        codec.write(settings, row);
        codec.writeSecrets(Rotating.of(newSecret()), row);
        return database.write(
                        endpoints.change(tenantId, row.id),
                        session -> stocks.admit(session, tenantId, Stock.ENDPOINTS)
                                .chain(() -> session.insert(row))
                                .replaceWith(row))
                .onFailure(ConstraintViolationException.class)
                .transform(unknown -> EndpointSettings.unknownApplication());
    }

    /** Fails with an {@link ApiProblem} when there is no such endpoint. */
    Uni<EndpointEntity> get(TenantId tenantId, EndpointId id) {
        return database.read(session -> session.get(EndpointEntity.class, new RowKey(tenantId.value(), id.value())))
                .onItem()
                .ifNull()
                .failWith(() -> ApiProblem.notFound("endpoint"));
    }

    /** @param application only its endpoints; empty for all */
    Uni<List<EndpointEntity>> list(TenantId tenantId, Optional<ApplicationId> application, PageRequest page) {
        return database.read(session -> session.createQuery(
                        "from EndpointEntity where tenantId = :tenant and id > :after"
                                + " and (:all = true or applicationId = :application) order by id",
                        EndpointEntity.class)
                .setParameter("tenant", tenantId.value())
                .setParameter("after", page.after())
                .setParameter("all", application.isEmpty())
                .setParameter(
                        "application", application.map(ApplicationId::value).orElse(tenantId.value()))
                .setMaxResults(page.fetch())
                .getResultList());
    }

    /** Changes the settings that are stored by then, whatever others have changed meanwhile. */
    Uni<EndpointEntity> change(TenantId tenantId, EndpointId id, UnaryOperator<EndpointSettings> change) {
        return update(tenantId, id, row -> codec.write(change.apply(codec.settings(row)), row));
    }

    /** @param reason why it is not enabled; null if it is */
    Uni<EndpointEntity> setState(TenantId tenantId, EndpointId id, EndpointState state, @Nullable String reason) {
        return update(tenantId, id, row -> {
            row.state = state.code();
            row.stateReason = reason;
        });
    }

    @Override
    public Uni<Boolean> disable(TenantId tenantId, EndpointId id, Reason reason) {
        return database.write(
                endpoints.change(tenantId, id.value()),
                session -> session.createMutationQuery(
                                "update EndpointEntity set state = :disabled, stateReason = :reason, updatedAt = :now"
                                        + " where tenantId = :tenant and id = :id and state = :enabled")
                        .setParameter("disabled", EndpointState.DISABLED.code())
                        .setParameter("reason", reason.name().toLowerCase(Locale.ROOT))
                        .setParameter("now", now())
                        .setParameter("tenant", tenantId.value())
                        .setParameter("id", id.value())
                        .setParameter("enabled", EndpointState.ENABLED.code())
                        .executeUpdate()
                        .map(updated -> updated == 1));
    }

    /** New secret and, if there is one, new key; the old ones stay valid for the grace period. */
    Uni<EndpointEntity> rotate(TenantId tenantId, EndpointId id, Duration grace) {
        return update(tenantId, id, row -> {
            codec.writeSecrets(codec.secrets(row).rotate(newSecret(), now(), grace), row);
            codec.keys(row)
                    .ifPresent(keys -> codec.writeKeys(keys.rotate(SigningKey.generate(random), now(), grace), row));
        });
    }

    private SigningSecret newSecret() {
        byte[] key = new byte[SECRET_BYTES];
        random.nextBytes(key);
        return new SigningSecret(key);
    }

    /** Fails with an {@link ApiProblem} when a subscription still leads to the endpoint. */
    Uni<Void> delete(TenantId tenantId, EndpointId id) {
        return database.write(
                        endpoints.change(tenantId, id.value()),
                        session -> session.createMutationQuery(
                                        "delete from EndpointEntity where tenantId = :tenant and id = :id")
                                .setParameter("tenant", tenantId.value())
                                .setParameter("id", id.value())
                                .executeUpdate())
                .onFailure(ConstraintViolationException.class)
                .transform(used -> new ApiProblem(
                        409,
                        "endpoint-in-use",
                        "Subscriptions lead to this endpoint; delete them or give them another endpoint first."))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw ApiProblem.notFound("endpoint");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<EndpointEntity> update(TenantId tenantId, EndpointId id, Consumer<EndpointEntity> change) {
        return database.write(
                        endpoints.change(tenantId, id.value()),
                        session -> session.get(
                                        EndpointEntity.class,
                                        new RowKey(tenantId.value(), id.value()),
                                        LockModeType.PESSIMISTIC_WRITE)
                                .onItem()
                                .ifNull()
                                .failWith(() -> ApiProblem.notFound("endpoint"))
                                .call(row -> {
                                    change.accept(row);
                                    row.updatedAt = now();
                                    return session.update(row);
                                }))
                .onFailure(ConstraintViolationException.class)
                .transform(unknown -> EndpointSettings.unknownApplication());
    }

    /** As exact as PostgreSQL keeps it, so that an object reads the same when it is fetched again. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

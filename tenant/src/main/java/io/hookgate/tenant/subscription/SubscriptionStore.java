package io.hookgate.tenant.subscription;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Ordering.OnFailure;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.quota.Stock;
import io.hookgate.tenant.quota.StockStore;
import io.hookgate.tenant.replication.ConfigurationDatabase;
import io.hookgate.tenant.replication.RowKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Keeps subscriptions in the table {@code subscription}. */
@ApplicationScoped
class SubscriptionStore {
    private final ConfigurationDatabase database;
    private final Subscriptions subscriptions;
    private final SubscriptionConfig config;
    private final StockStore stocks;
    private final IdGenerator ids;
    private final Clock clock;

    SubscriptionStore(
            ConfigurationDatabase database,
            Subscriptions subscriptions,
            SubscriptionConfig config,
            StockStore stocks,
            IdGenerator ids,
            Clock clock) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.config = config;
        this.stocks = stocks;
        this.ids = ids;
        this.clock = clock;
    }

    /** Fails with an {@link ApiProblem} when the tenant has no such endpoint, or too many subscriptions. */
    Uni<SubscriptionEntity> create(TenantId tenantId, Rule rule) {
        if (subscriptions.count(tenantId) >= config.maxPerTenant()) {
            return Uni.createFrom()
                    .failure(new ApiProblem(
                            409,
                            "too-many-subscriptions",
                            "A tenant has at most " + config.maxPerTenant() + " subscriptions."));
        }
        SubscriptionEntity row = new SubscriptionEntity();
        row.tenantId = tenantId.value();
        row.id = ids.next();
        row.createdAt = now();
        row.updatedAt = row.createdAt;
        write(rule, row);
        return database.write(
                        subscriptions.change(tenantId, row.id),
                        session -> stocks.admit(session, tenantId, Stock.SUBSCRIPTIONS)
                                .chain(() -> session.insert(row))
                                .replaceWith(row))
                .onFailure(ConstraintViolationException.class)
                .transform(unknown -> unknownEndpoint());
    }

    /** Fails with an {@link ApiProblem} when there is no such subscription. */
    Uni<SubscriptionEntity> get(TenantId tenantId, SubscriptionId id) {
        return database.read(session -> session.get(SubscriptionEntity.class, new RowKey(tenantId.value(), id.value())))
                .onItem()
                .ifNull()
                .failWith(() -> ApiProblem.notFound("subscription"));
    }

    /** @param application only those that lead to its endpoints; empty for all */
    Uni<List<SubscriptionEntity>> list(
            TenantId tenantId, @Nullable EndpointId endpointId, Optional<ApplicationId> application, PageRequest page) {
        String filter = (endpointId == null ? "" : " and endpointId = :endpoint")
                + (application.isEmpty()
                        ? ""
                        : " and endpointId in (select e.id from EndpointEntity e where e.tenantId = :tenant"
                                + " and e.applicationId = :application)");
        return database.read(session -> {
            var query = session.createQuery(
                            "from SubscriptionEntity where tenantId = :tenant and id > :after" + filter
                                    + " order by id",
                            SubscriptionEntity.class)
                    .setParameter("tenant", tenantId.value())
                    .setParameter("after", page.after())
                    .setMaxResults(page.fetch());
            if (endpointId != null) {
                query.setParameter("endpoint", endpointId.value());
            }
            application.ifPresent(own -> query.setParameter("application", own.value()));
            return query.getResultList();
        });
    }

    /** Changes the rule that is stored by then, whatever others have changed meanwhile. */
    Uni<SubscriptionEntity> change(TenantId tenantId, SubscriptionId id, UnaryOperator<Rule> change) {
        return database.write(
                        subscriptions.change(tenantId, id.value()),
                        session -> session.get(
                                        SubscriptionEntity.class,
                                        new RowKey(tenantId.value(), id.value()),
                                        LockModeType.PESSIMISTIC_WRITE)
                                .onItem()
                                .ifNull()
                                .failWith(() -> ApiProblem.notFound("subscription"))
                                .call(row -> {
                                    write(change.apply(rule(row)), row);
                                    row.updatedAt = now();
                                    return session.update(row);
                                }))
                .onFailure(ConstraintViolationException.class)
                .transform(unknown -> unknownEndpoint());
    }

    Uni<Void> delete(TenantId tenantId, SubscriptionId id) {
        return database.write(
                        subscriptions.change(tenantId, id.value()),
                        session -> session.createMutationQuery(
                                        "delete from SubscriptionEntity where tenantId = :tenant and id = :id")
                                .setParameter("tenant", tenantId.value())
                                .setParameter("id", id.value())
                                .executeUpdate())
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw ApiProblem.notFound("subscription");
                    }
                })
                .replaceWithVoid();
    }

    private static Rule rule(SubscriptionEntity row) {
        return new Rule(
                row.name,
                new EndpointId(row.endpointId),
                row.pattern,
                row.transformation,
                row.ordered,
                OnFailure.valueOf(row.onFailure.toUpperCase(Locale.ROOT)),
                row.giveUpAfterSeconds,
                row.enabled);
    }

    private static void write(Rule rule, SubscriptionEntity row) {
        row.name = rule.name();
        row.endpointId = rule.endpointId().value();
        row.pattern = rule.pattern();
        row.transformation = rule.transformation();
        row.ordered = rule.ordered();
        row.onFailure = rule.onFailure().name().toLowerCase(Locale.ROOT);
        row.giveUpAfterSeconds = rule.giveUpAfterSeconds();
        row.enabled = rule.enabled();
    }

    /** The foreign key has refused it; it leads to endpoints of the same tenant alone. */
    static ApiProblem unknownEndpoint() {
        return ApiProblem.invalid("/endpointId", "There is no such endpoint in this tenant.");
    }

    /** As exact as PostgreSQL keeps it, so that an object reads the same when it is fetched again. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

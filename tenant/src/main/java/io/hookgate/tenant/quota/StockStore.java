package io.hookgate.tenant.quota;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.Quotas;
import io.hookgate.tenant.http.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Counts what a tenant keeps, and refuses one more of what it has enough of. */
@Singleton
public class StockStore {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Locked, so that of two that are added at the same time the second counts the first. */
    private static final String QUOTAS = """
        SELECT quota_sources, quota_endpoints, quota_subscriptions FROM tenant WHERE tenant_id = :tenant
        FOR NO KEY UPDATE
        """;

    private static final String COUNT = Arrays.stream(Stock.values())
            .map(stock -> "(SELECT count(*) FROM " + stock.table() + " WHERE tenant_id = $1) AS " + stock.table())
            .collect(Collectors.joining(", ", "SELECT ", ""));

    private final DefaultQuotas defaults;
    private final Pool pool;

    StockStore(DefaultQuotas defaults, Pool pool) {
        this.defaults = defaults;
        this.pool = pool;
    }

    /**
     * Called in the transaction that is going to add one.
     *
     * <p>Fails with an {@link ApiProblem} when the tenant has as many as it may have.
     */
    public Uni<Void> admit(Mutiny.StatelessSession session, TenantId tenantId, Stock stock) {
        return session.createNativeQuery(QUOTAS, Object[].class)
                .setParameter("tenant", tenantId.value())
                .getSingleResultOrNull()
                .map(row -> row == null ? OptionalLong.empty() : stock.most(defaults.complete(quotas(row))))
                .chain(most -> most.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : admit(session, tenantId, stock, most.getAsLong()));
    }

    private static Uni<Void> admit(Mutiny.StatelessSession session, TenantId tenantId, Stock stock, long most) {
        return session.createNativeQuery(
                        "SELECT count(*) FROM " + stock.table() + " WHERE tenant_id = :tenant", Long.class)
                .setParameter("tenant", tenantId.value())
                .getSingleResult()
                .invoke(has -> {
                    if (has >= most) {
                        throw exceeded(stock, most);
                    }
                })
                .replaceWithVoid();
    }

    /** How many there are of each. */
    Uni<Map<Stock, Long>> count(TenantId tenantId) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(tenantId.value()))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> counts(rows.iterator().next()));
    }

    private static Map<Stock, Long> counts(Row row) {
        Map<Stock, Long> counts = new EnumMap<>(Stock.class);
        for (Stock stock : Stock.values()) {
            counts.put(stock, row.getLong(stock.table()));
        }
        return counts;
    }

    private static ApiProblem exceeded(Stock stock, long most) {
        return new ApiProblem(
                409,
                "quota-exceeded",
                "The tenant may have at most " + most + " " + stock.table() + "s"
                        + ". Delete some, or ask the platform's administrators for more.");
    }

    private static Quotas quotas(Object[] row) {
        return new Quotas(number(row[0]), number(row[1]), number(row[2]), OptionalLong.empty(), OptionalLong.empty());
    }

    private static OptionalLong number(@Nullable Object value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(((Number) value).longValue());
    }
}

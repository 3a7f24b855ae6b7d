package io.hookgate.delivery.health;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.EndpointDeliveries;
import io.hookgate.tenant.EndpointHealth;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the ledger says of endpoints. Thread-safe. */
@ApplicationScoped
class WatchedEndpoints implements EndpointDeliveries {
    private static final int DROPPED_AT_ONCE = 1000;
    private static final int MAX_DEADLOCKS = 5;
    private static final String DEADLOCK = "40P01";
    private static final String HEALTH = """
            SELECT e.id AS endpoint_id, h.last_success_at, h.last_failure_at, h.last_error, h.failing_since,
                b.state AS breaker, b.changed_at
            FROM unnest($2::uuid[]) AS e (id)
            LEFT JOIN endpoint_health h ON h.tenant_id = $1 AND h.endpoint_id = e.id
            LEFT JOIN LATERAL (
                SELECT state, changed_at FROM endpoint_breaker
                WHERE tenant_id = $1 AND endpoint_id = e.id
                    AND EXISTS (SELECT FROM ledger_node n WHERE n.id = node_id AND n.expires_at > now())
                ORDER BY state DESC, changed_at LIMIT 1) AS b ON true
            WHERE h.endpoint_id IS NOT NULL OR b.state IS NOT NULL
            """;
    private static final String DROP = """
            WITH chosen AS (
                SELECT tenant_id, id FROM open_delivery
                WHERE tenant_id = $1 AND endpoint_id = $2 AND state < 2
                ORDER BY id
                LIMIT $3
                FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM open_delivery d USING chosen c WHERE d.tenant_id = c.tenant_id AND d.id = c.id RETURNING d.*
            )
            INSERT INTO ended_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, status, cause, ended_at,
                attempts, line, place)
            SELECT tenant_id, id, event_id, subscription_id, endpoint_id, 2, 'dropped-by-user', now(), attempts, line, place
            FROM gone
            """;
    private static final String FORGIVE =
            "UPDATE endpoint_health SET failing_since = NULL WHERE tenant_id = $1 AND endpoint_id = $2";

    private final Pool pool;

    WatchedEndpoints(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Map<EndpointId, EndpointHealth>> health(TenantId tenantId, Collection<EndpointId> endpointIds) {
        Tuple values = Tuple.tuple()
                .addUUID(tenantId.value())
                .addArrayOfUUID(endpointIds.stream().map(EndpointId::value).toArray(UUID[]::new));
        return pool.preparedQuery(HEALTH).execute(values).map(rows -> {
            Map<EndpointId, EndpointHealth> health = new HashMap<>();
            rows.forEach(row -> health.put(new EndpointId(row.getUUID("endpoint_id")), health(row)));
            return health;
        });
    }

    @Override
    public Uni<Integer> drop(TenantId tenantId, EndpointId endpointId) {
        return pool.preparedQuery(DROP)
                .execute(Tuple.of(tenantId.value(), endpointId.value(), DROPPED_AT_ONCE))
                .onFailure(WatchedEndpoints::isDeadlock)
                .retry()
                .atMost(MAX_DEADLOCKS)
                .map(rows -> rows.rowCount())
                .flatMap(dropped -> dropped < DROPPED_AT_ONCE
                        ? Uni.createFrom().item(dropped)
                        : drop(tenantId, endpointId).map(more -> dropped + more));
    }

    @Override
    public Uni<Void> forgive(TenantId tenantId, EndpointId endpointId) {
        return pool.preparedQuery(FORGIVE)
                .execute(Tuple.of(tenantId.value(), endpointId.value()))
                .replaceWithVoid();
    }

    /** Lines of ordered deliveries move up while their heads are dropped, and that may cross with what a node ends. */
    private static boolean isDeadlock(Throwable failure) {
        return failure instanceof PgException fault && DEADLOCK.equals(fault.getSqlState());
    }

    private static EndpointHealth health(Row row) {
        Optional<String> breaker = Optional.ofNullable(row.getString("breaker"));
        return new EndpointHealth(
                instant(row, "last_success_at"),
                instant(row, "last_failure_at"),
                Optional.ofNullable(row.getString("last_error")),
                instant(row, "failing_since"),
                breaker.orElse(EndpointHealth.CLOSED),
                breaker.flatMap(state -> instant(row, "changed_at")));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}

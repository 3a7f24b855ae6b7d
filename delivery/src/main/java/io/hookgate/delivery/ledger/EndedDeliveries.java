package io.hookgate.delivery.ledger;

import io.hookgate.model.DeliveryId;
import io.hookgate.model.TenantId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens deliveries again that have ended, with a new round of the retry policy, under their old identifiers. Thread-safe. */
@ApplicationScoped
public class EndedDeliveries {
    private static final String LOCK = """
            SELECT lock_lines(ARRAY(
                SELECT line FROM ended_delivery WHERE tenant_id = $1 AND id = ANY($2) AND id >= $3 AND id <= $4))
            """;
    private static final String REOPEN = """
            WITH gone AS (
                DELETE FROM ended_delivery WHERE tenant_id = $1 AND id = ANY($2) AND id >= $3 AND id <= $4 RETURNING *
            ), kept AS (
                INSERT INTO attempt (tenant_id, delivery_id, number, started_at, duration_ms, status_code, error, detail,
                    headers, body)
                SELECT tenant_id, id, attempts, last_started_at, last_duration_ms, last_status_code, last_error,
                    last_detail, last_headers, last_body
                FROM gone WHERE last_started_at IS NOT NULL
                ON CONFLICT DO NOTHING
            )
            INSERT INTO open_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, state, attempts, round_start,
                due_at, line, place, job_id)
            SELECT tenant_id, id, event_id, subscription_id, endpoint_id, $5::int, attempts, attempts, now(), line, place,
                $6
            FROM gone ORDER BY id
            """;

    private final Pool pool;

    EndedDeliveries(Pool pool) {
        this.pool = pool;
    }

    /** Makes a delivery due now; false if it has not ended, or is not the tenant's. */
    public Future<Boolean> reopen(TenantId tenantId, DeliveryId id) {
        return pool.withTransaction(connection -> reopen(connection, tenantId, List.of(id), null))
                .map(opened -> opened == 1);
    }

    /**
     * Opens those of the deliveries that have ended.
     *
     * @param connection in a transaction
     * @param jobId the job for which it is done: then they are parked, behind all others; null makes them due now
     * @return how many
     */
    public Future<Integer> reopen(
            SqlConnection connection, TenantId tenantId, List<DeliveryId> ids, @Nullable UUID jobId) {
        List<UUID> values = ids.stream().map(DeliveryId::value).toList();
        // The range lets the planner leave out partitions, which it cannot do for a list of unknown length.
        Comparator<UUID> byText = Comparator.comparing(UUID::toString);
        Tuple chosen = Tuple.tuple()
                .addUUID(tenantId.value())
                .addArrayOfUUID(values.toArray(UUID[]::new))
                .addUUID(values.stream().min(byText).orElseThrow())
                .addUUID(values.stream().max(byText).orElseThrow());
        Tuple reopened = Tuple.tuple()
                .addUUID(chosen.getUUID(0))
                .addArrayOfUUID(chosen.getArrayOfUUIDs(1))
                .addUUID(chosen.getUUID(2))
                .addUUID(chosen.getUUID(3))
                .addInteger(jobId == null ? OpenState.WAITING : OpenState.PARKED)
                .addUUID(jobId);
        return connection
                .preparedQuery(LOCK)
                .execute(chosen)
                .compose(locked -> connection.preparedQuery(REOPEN).execute(reopened))
                .map(rows -> rows.rowCount());
    }
}

package io.hookgate.delivery.history;

import io.hookgate.delivery.ledger.TimeBound;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Subscription;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What people do to deliveries. Each change is one statement, so that two of them cannot get in each other's way. Thread-safe. */
@ApplicationScoped
public class Interventions {
    private static final int REDRIVEN_AT_ONCE = 500;

    private static final String BRING_FORWARD = """
            UPDATE open_delivery SET state = 0, due_at = now() WHERE tenant_id = $1 AND id = $2 AND state < 2
            """;
    private static final String CANCEL = """
            WITH gone AS (
                DELETE FROM open_delivery WHERE tenant_id = $1 AND id = $2 AND state < 2 RETURNING *
            )
            INSERT INTO ended_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, status, cause, ended_at,
                attempts)
            SELECT tenant_id, id, event_id, subscription_id, endpoint_id, 2, 'cancelled-by-user', now(), attempts
            FROM gone
            """;
    private static final String REOPEN = """
            , kept AS (
                INSERT INTO attempt (tenant_id, delivery_id, number, started_at, duration_ms, status_code, error, detail,
                    headers, body)
                SELECT tenant_id, id, attempts, last_started_at, last_duration_ms, last_status_code, last_error,
                    last_detail, last_headers, last_body
                FROM gone WHERE last_started_at IS NOT NULL
                ON CONFLICT DO NOTHING
            )
            INSERT INTO open_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, state, attempts, round_start,
                due_at)
            SELECT tenant_id, id, event_id, subscription_id, endpoint_id, $3::int, attempts, attempts, now() FROM gone
            """;
    private static final String REDRIVE =
            "WITH gone AS (DELETE FROM ended_delivery WHERE tenant_id = $1 AND id = $2 RETURNING *)" + REOPEN;
    private static final String RECOVER = """
            WITH chosen AS (
                SELECT tenant_id, id FROM ended_delivery
                WHERE tenant_id = $1 AND endpoint_id = $2 AND status = 1 AND id >= $4 AND id < $5
                ORDER BY id
                LIMIT $6
                FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM ended_delivery d USING chosen c WHERE d.tenant_id = c.tenant_id AND d.id = c.id RETURNING d.*
            )
            """ + REOPEN;
    private static final String REPLAY = """
            WITH opened AS (
                INSERT INTO open_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, state, due_at)
                SELECT $1, d.id, $2, d.subscription_id, d.endpoint_id, 0, now()
                FROM unnest($3::uuid[], $4::uuid[], $5::uuid[]) AS d (id, subscription_id, endpoint_id)
            )
            UPDATE event SET deliveries = deliveries || $3::uuid[] WHERE tenant_id = $1 AND id = $2
            """;

    private final Pool pool;

    Interventions(Pool pool) {
        this.pool = pool;
    }

    /** Makes a delivery due now that waits; false if it does not wait, or is not the tenant's. */
    public Uni<Boolean> bringForward(TenantId tenantId, DeliveryId id) {
        return change(BRING_FORWARD, Tuple.of(tenantId.value(), id.value())).map(changed -> changed == 1);
    }

    /** Ends a delivery that waits; false if it does not wait, or is not the tenant's. */
    public Uni<Boolean> cancel(TenantId tenantId, DeliveryId id) {
        return change(CANCEL, Tuple.of(tenantId.value(), id.value())).map(changed -> changed == 1);
    }

    /** Opens a delivery again that has ended, with a new round of its retry policy; false if it has not ended. */
    public Uni<Boolean> redrive(TenantId tenantId, DeliveryId id) {
        return change(REDRIVE, Tuple.of(tenantId.value(), id.value(), 0)).map(changed -> changed == 1);
    }

    /**
     * Opens the dead deliveries of an endpoint again that were made within a time, the oldest first.
     *
     * @param most how many at most
     * @return how many were opened
     */
    public Uni<Integer> recover(TenantId tenantId, EndpointId endpointId, Instant since, Instant until, int most) {
        int wanted = Math.min(most, REDRIVEN_AT_ONCE);
        if (wanted == 0) {
            return Uni.createFrom().item(0);
        }
        Tuple values = Tuple.tuple()
                .addUUID(tenantId.value())
                .addUUID(endpointId.value())
                .addInteger(1)
                .addUUID(TimeBound.at(since))
                .addUUID(TimeBound.at(until))
                .addInteger(wanted);
        return change(RECOVER, values)
                .flatMap(opened -> opened < wanted
                        ? Uni.createFrom().item(opened)
                        : recover(tenantId, endpointId, since, until, most - opened)
                                .map(more -> opened + more));
    }

    /** Makes deliveries of an event that is in the ledger already, due now. */
    public Uni<Void> replay(TenantId tenantId, EventId eventId, Map<DeliveryId, Subscription> deliveries) {
        List<Map.Entry<DeliveryId, Subscription>> entries = List.copyOf(deliveries.entrySet());
        Tuple values = Tuple.tuple()
                .addUUID(tenantId.value())
                .addUUID(eventId.value())
                .addArrayOfUUID(
                        entries.stream().map(entry -> entry.getKey().value()).toArray(UUID[]::new))
                .addArrayOfUUID(entries.stream()
                        .map(entry -> entry.getValue().id().value())
                        .toArray(UUID[]::new))
                .addArrayOfUUID(entries.stream()
                        .map(entry -> entry.getValue().endpointId().value())
                        .toArray(UUID[]::new));
        return change(REPLAY, values).replaceWithVoid();
    }

    private Uni<Integer> change(String statement, Tuple values) {
        return pool.preparedQuery(statement).execute(values).map(rows -> rows.rowCount());
    }
}

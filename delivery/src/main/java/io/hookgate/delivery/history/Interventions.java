package io.hookgate.delivery.history;

import io.hookgate.delivery.ledger.EndedDeliveries;
import io.hookgate.delivery.ledger.Replays;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Subscription;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people do to single deliveries. Each change is one transaction, so that two cannot get in each other's way. Thread-safe. */
@ApplicationScoped
public class Interventions {
    private static final String BRING_FORWARD = """
            UPDATE open_delivery SET state = 0, due_at = now() WHERE tenant_id = $1 AND id = $2 AND state IN (0, 1)
            """;
    private static final String LOCK_OPEN = """
            SELECT lock_lines(ARRAY(SELECT line FROM open_delivery WHERE tenant_id = $1 AND id = $2))
            """;
    private static final String CANCEL = """
            WITH gone AS (
                DELETE FROM open_delivery WHERE tenant_id = $1 AND id = $2 AND state < 2 RETURNING *
            )
            INSERT INTO ended_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, status, cause, ended_at,
                attempts, line, place)
            SELECT tenant_id, id, event_id, subscription_id, endpoint_id, 2, 'cancelled-by-user', now(), attempts, line, place
            FROM gone
            """;
    private static final String LOCK_HELD = """
            SELECT lock_lines(ARRAY(SELECT line FROM held_line WHERE tenant_id = $1 AND delivery_id = $2))
            """;
    private static final String FREE = """
            DELETE FROM held_line WHERE tenant_id = $1 AND delivery_id = $2 RETURNING subscription_id, line
            """;
    private static final String ADVANCE = "SELECT advance_line($1, $2, $3)";
    private final Pool pool;
    private final EndedDeliveries ended;
    private final Replays replays;

    Interventions(Pool pool, EndedDeliveries ended, Replays replays) {
        this.pool = pool;
        this.ended = ended;
        this.replays = replays;
    }

    /** Makes a delivery due now that waits; false if it does not wait, or is not the tenant's. */
    public Uni<Boolean> bringForward(TenantId tenantId, DeliveryId id) {
        return change(BRING_FORWARD, Tuple.of(tenantId.value(), id.value())).map(changed -> changed == 1);
    }

    /** Ends a delivery that waits; false if it does not wait, or is not the tenant's. */
    public Uni<Boolean> cancel(TenantId tenantId, DeliveryId id) {
        Tuple key = Tuple.of(tenantId.value(), id.value());
        return pool.withTransaction(connection -> connection
                .preparedQuery(LOCK_OPEN)
                .execute(key)
                .flatMap(locked -> connection.preparedQuery(CANCEL).execute(key))
                .map(rows -> rows.rowCount() == 1));
    }

    /** Opens a delivery again that has ended, with a new round of its retry policy; false if it has not ended. */
    public Uni<Boolean> redrive(TenantId tenantId, DeliveryId id) {
        return Uni.createFrom().completionStage(() -> ended.reopen(tenantId, id).toCompletionStage());
    }

    /**
     * Lets those go on that wait behind a dead delivery.
     *
     * @return the subscription to which they belong; empty if the delivery holds up no others, or is not the tenant's
     */
    public Uni<Optional<SubscriptionId>> skip(TenantId tenantId, DeliveryId id) {
        Tuple key = Tuple.of(tenantId.value(), id.value());
        return pool.withTransaction(connection -> connection
                .preparedQuery(LOCK_HELD)
                .execute(key)
                .flatMap(locked -> connection.preparedQuery(FREE).execute(key))
                .flatMap(freed -> advance(connection, tenantId, freed)));
    }

    private static Uni<Optional<SubscriptionId>> advance(
            SqlConnection connection, TenantId tenantId, RowSet<Row> freed) {
        if (freed.size() == 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        Row line = freed.iterator().next();
        UUID subscription = line.getUUID("subscription_id");
        return connection
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(tenantId.value(), subscription, line.getUUID("line")))
                .replaceWith(Optional.of(new SubscriptionId(subscription)));
    }

    /** Makes deliveries of an event that is in the ledger already, due now. */
    public Uni<Void> replay(TenantId tenantId, EventSummary event, Map<DeliveryId, Subscription> deliveries) {
        List<Replays.Replay> made = deliveries.entrySet().stream()
                .map(entry -> Replays.Replay.of(entry.getKey(), event.id(), event.orderingKey(), entry.getValue()))
                .toList();
        return Uni.createFrom()
                .completionStage(() -> replays.open(tenantId, made).toCompletionStage());
    }

    private Uni<Integer> change(String statement, Tuple values) {
        return pool.preparedQuery(statement).execute(values).map(rows -> rows.rowCount());
    }
}

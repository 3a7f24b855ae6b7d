package io.hookgate.delivery.ledger;

import io.hookgate.model.DeliveryId;
import io.hookgate.model.EventId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Subscription;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes further deliveries of events that are in the ledger already. Those of a line stand at its end. Thread-safe. */
@ApplicationScoped
public class Replays {
    private static final String LOCK = "SELECT lock_lines($1)";
    private static final String OPEN = """
            WITH made AS (
                SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[]) WITH ORDINALITY
                    AS d (id, event_id, subscription_id, endpoint_id, line, position)
            ), opened AS (
                INSERT INTO open_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, state, due_at, line, job_id)
                SELECT $1, id, event_id, subscription_id, endpoint_id, $9::int, now(), line, $10 FROM made ORDER BY position
            )
            UPDATE event e SET deliveries = e.deliveries || n.ids
            FROM (SELECT event_id, array_agg(id ORDER BY position) AS ids FROM made GROUP BY event_id) AS n
            WHERE e.tenant_id = $1 AND e.id = n.event_id AND e.id >= $7 AND e.id <= $8
            """;

    private final Pool pool;

    Replays(Pool pool) {
        this.pool = pool;
    }

    /**
     * A delivery that is to be made.
     *
     * @param line the line in which it will stand; null if its subscription is not ordered
     */
    public record Replay(
            DeliveryId id,
            EventId eventId,
            SubscriptionId subscriptionId,
            UUID endpointId,
            @Nullable UUID line) {

        /** A delivery of an event to a subscription. */
        public static Replay of(DeliveryId id, EventId eventId, String orderingKey, Subscription subscription) {
            UUID line = subscription.ordering().isEmpty() ? null : Line.idOf(subscription.id(), orderingKey);
            return new Replay(
                    id, eventId, subscription.id(), subscription.endpointId().value(), line);
        }
    }

    /** Makes deliveries that are due now. */
    public Future<Void> open(TenantId tenantId, List<Replay> replays) {
        return pool.withTransaction(connection -> open(connection, tenantId, replays, null));
    }

    /**
     * Makes deliveries.
     *
     * @param connection in a transaction
     * @param jobId the job for which it is done: then they are parked, behind all others; null makes them due now
     */
    public Future<Void> open(SqlConnection connection, TenantId tenantId, List<Replay> replays, @Nullable UUID jobId) {
        if (replays.isEmpty()) {
            return Future.succeededFuture();
        }
        UUID[] lines = replays.stream()
                .map(Replay::line)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
        Comparator<UUID> byText = Comparator.comparing(UUID::toString);
        List<UUID> events = replays.stream()
                .map(replay -> replay.eventId().value())
                .sorted(byText)
                .toList();
        Tuple values = Tuple.tuple().addUUID(tenantId.value());
        new Columns<>(replays, values)
                .uuids(replay -> replay.id().value())
                .uuids(replay -> replay.eventId().value())
                .uuids(replay -> replay.subscriptionId().value())
                .uuids(Replay::endpointId)
                .uuids(Replay::line);
        values.addUUID(events.get(0))
                .addUUID(events.get(events.size() - 1))
                .addInteger(jobId == null ? OpenState.WAITING : OpenState.PARKED)
                .addUUID(jobId);
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.tuple().addArrayOfUUID(lines))
                .compose(locked -> connection.preparedQuery(OPEN).execute(values))
                .mapEmpty();
    }
}

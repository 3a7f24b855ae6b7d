package io.hookgate.delivery.ledger;

import io.hookgate.model.DeliveryId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The lines in which deliveries wait behind a dead one until somebody decides about it. Thread-safe. */
@ApplicationScoped
public class HeldLines {
    private static final String PAGE = """
            SELECT tenant_id, subscription_id, line, delivery_id FROM held_line
            WHERE (tenant_id, subscription_id, line) > ($1, $2, $3)
            ORDER BY tenant_id, subscription_id, line LIMIT $4
            """;
    private static final String FREE = """
            DELETE FROM held_line h USING unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS i (tenant_id, subscription_id, line)
            WHERE h.tenant_id = i.tenant_id AND h.subscription_id = i.subscription_id AND h.line = i.line
            """;
    private static final String ADVANCE = """
            SELECT advance_line(i.tenant_id, i.subscription_id, i.line)
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS i (tenant_id, subscription_id, line)
            """;

    private final Pool pool;
    private final Clock clock;
    private final Duration retention;

    HeldLines(Pool pool, Clock clock, LedgerConfig config) {
        this.pool = pool;
        this.clock = clock;
        this.retention = config.retention();
    }

    /**
     * A line that is held.
     *
     * @param deliveryId the dead delivery that holds it
     * @param isForgotten whether that delivery is kept no more, so that nobody can decide about it
     */
    public record Held(
            TenantId tenantId, SubscriptionId subscriptionId, UUID line, DeliveryId deliveryId, boolean isForgotten) {
        private static final UUID ZERO = new UUID(0, 0);

        /** Comes before every held line. */
        public static final Held FIRST =
                new Held(new TenantId(ZERO), new SubscriptionId(ZERO), ZERO, new DeliveryId(ZERO), true);
    }

    /** Held lines of all tenants, in a fixed order, beginning behind the given one. */
    public Future<List<Held>> after(Held held, int limit) {
        Tuple values = Tuple.of(held.tenantId().value(), held.subscriptionId().value(), held.line(), limit);
        return pool.preparedQuery(PAGE)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::held)
                        .toList());
    }

    /** Lets those go on that wait in the lines. */
    public Future<Void> release(List<Held> lines) {
        if (lines.isEmpty()) {
            return Future.succeededFuture();
        }
        UUID[] ids = lines.stream().map(Held::line).toArray(UUID[]::new);
        Tuple values = new Columns<>(lines)
                .uuids(held -> held.tenantId().value())
                .uuids(held -> held.subscriptionId().value())
                .uuids(Held::line)
                .tuple();
        return LineLock.holding(pool, ids, connection -> release(connection, values));
    }

    private static Future<Void> release(SqlConnection connection, Tuple values) {
        return connection
                .preparedQuery(FREE)
                .execute(values)
                .compose(freed -> connection.preparedQuery(ADVANCE).execute(values))
                .mapEmpty();
    }

    private Held held(Row row) {
        UUID delivery = row.getUUID("delivery_id");
        return new Held(
                new TenantId(row.getUUID("tenant_id")),
                new SubscriptionId(row.getUUID("subscription_id")),
                row.getUUID("line"),
                new DeliveryId(delivery),
                TimeBound.timeOf(delivery).isBefore(clock.instant().minus(retention)));
    }
}

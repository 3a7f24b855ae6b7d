package io.hookgate.delivery.history;

import io.hookgate.model.DeliveryId;
import io.hookgate.model.EventId;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Finds events. Thread-safe. */
@ApplicationScoped
public class EventHistory {
    /** The most events that {@link #list} gives at once: a page, and one more. */
    public static final int MOST = 101;

    private static final String SUMMARY = """
            SELECT id, sequence, source_id, cloud_event_id, type, source, subject, occurred_at, ordering_key, received_at,
                cardinality(deliveries) AS delivery_count, duplicates
            """;
    private static final String GET = """
            SELECT id, sequence, source_id, cloud_event_id, type, source, subject, occurred_at, ordering_key, received_at,
                cardinality(deliveries) AS delivery_count, duplicates, payload, deliveries
            FROM event WHERE tenant_id = $1 AND id = $2
            """;

    private static final String NEWEST = """
            SELECT id, sequence, source_id, cloud_event_id, type, source, subject, occurred_at, ordering_key, received_at,
                cardinality(deliveries) AS delivery_count, duplicates, payload, deliveries
            FROM event WHERE tenant_id = $1 ORDER BY id DESC LIMIT $2
            """;

    private final Pool pool;

    EventHistory(Pool pool) {
        this.pool = pool;
    }

    /** The tenant's events that the filter wants, the newest first, up to {@link #MOST}. */
    public Uni<List<EventSummary>> list(TenantId tenantId, EventFilter filter) {
        Statement statement = new Statement()
                .add(SUMMARY)
                .add(" FROM event WHERE tenant_id = ?", tenantId.value())
                .add(" AND id >= ?", filter.span().from())
                .add(" AND id < ?", filter.span().before());
        addHashed(statement, "type", filter.type());
        addHashed(statement, "source", filter.source());
        addHashed(statement, "subject", filter.subject());
        if (filter.sourceId() != null) {
            statement.add(" AND source_id = ?", filter.sourceId().value());
        }
        if (filter.matched() != null) {
            statement.add(filter.matched() ? " AND deliveries <> '{}'" : " AND deliveries = '{}'");
        }
        statement.add(" ORDER BY id DESC LIMIT " + MOST);
        return pool.preparedQuery(statement.text())
                .execute(statement.values())
                .map(rows -> stream(rows).map(EventHistory::summary).toList());
    }

    /** One event of the tenant. */
    public Uni<Optional<StoredEvent>> get(TenantId tenantId, EventId id) {
        return pool.preparedQuery(GET)
                .execute(Tuple.of(tenantId.value(), id.value()))
                .map(rows -> stream(rows).map(EventHistory::stored).findFirst());
    }

    /** The tenant's newest events with their content, up to {@link #MOST}. */
    public Uni<List<StoredEvent>> newest(TenantId tenantId, int count) {
        return pool.preparedQuery(NEWEST)
                .execute(Tuple.of(tenantId.value(), Math.min(count, MOST)))
                .map(rows -> stream(rows).map(EventHistory::stored).toList());
    }

    /** The indexes are on the hash; the text itself is compared too, since two may have the same hash. */
    private static void addHashed(Statement statement, String column, @Nullable String value) {
        if (value != null) {
            statement.add(
                    " AND hashtextextended(" + column + ", 0) = hashtextextended(?::text, 0) AND " + column
                            + " = ?::text",
                    value);
        }
    }

    private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static StoredEvent stored(Row row) {
        return new StoredEvent(
                summary(row),
                row.getBuffer("payload").toString(StandardCharsets.UTF_8),
                Arrays.stream(row.getArrayOfUUIDs("deliveries"))
                        .map(DeliveryId::new)
                        .toList());
    }

    private static EventSummary summary(Row row) {
        UUID sourceId = row.getUUID("source_id");
        return new EventSummary(
                new EventId(row.getUUID("id")),
                row.getLong("sequence"),
                new SourceId(sourceId),
                row.getString("cloud_event_id"),
                row.getString("type"),
                row.getString("source"),
                row.getString("subject"),
                instant(row.getOffsetDateTime("occurred_at")),
                row.getString("ordering_key"),
                row.getOffsetDateTime("received_at").toInstant(),
                row.getInteger("delivery_count"),
                row.getInteger("duplicates"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}

package io.hookgate.delivery.ledger;

import static java.util.stream.Collectors.joining;

import io.hookgate.model.DeliveryId;
import io.hookgate.model.EventEnvelope;
import io.hookgate.model.EventId;
import io.hookgate.model.SubscriptionId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes events and their first deliveries, each event once.
 *
 * <p>Whether an event is new is decided by a unique key in the database, in the statement that stores it. Thread-safe.
 */
@ApplicationScoped
public class EventLedger {
    // "(… IN (…)) IS TRUE" keeps the planner from a nested loop over two lists of unknown length: it hashes the second.
    private static final String APPEND = """
            WITH accepted AS (
                INSERT INTO event_key (key, event_id)
                SELECT k.key, k.id FROM unnest($1::uuid[], $2::uuid[]) AS k (key, id) ORDER BY k.key
                ON CONFLICT (key) DO UPDATE SET event_id = EXCLUDED.event_id WHERE event_key.event_id < $3
                RETURNING event_id
            ), stored AS (
                INSERT INTO event (tenant_id, id, source_id, received_at, occurred_at, cloud_event_id, type, source,
                    subject, ordering_key, deliveries, payload)
                SELECT e.tenant_id, e.id, e.source_id, e.received_at, e.occurred_at, e.cloud_event_id, e.type, e.source,
                    e.subject, e.ordering_key, e.deliveries::uuid[], e.payload
                FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::timestamptz[], $8::timestamptz[], $9::text[],
                    $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::bytea[]) WITH ORDINALITY
                    AS e (tenant_id, id, source_id, received_at, occurred_at, cloud_event_id, type, source, subject,
                        ordering_key, deliveries, payload, position)
                WHERE (e.id IN (SELECT event_id FROM accepted)) IS TRUE
                ORDER BY e.position
                ON CONFLICT DO NOTHING
            ), opened AS (
                INSERT INTO open_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, state, due_at, node_id,
                    line)
                SELECT d.tenant_id, d.id, d.event_id, d.subscription_id, d.endpoint_id, d.state, now(), d.node_id, d.line
                FROM unnest($16::uuid[], $17::uuid[], $18::uuid[], $19::uuid[], $20::uuid[], $21::int[], $22::uuid[],
                    $23::uuid[]) WITH ORDINALITY
                    AS d (tenant_id, id, event_id, subscription_id, endpoint_id, state, node_id, line, position)
                WHERE (d.event_id IN (SELECT event_id FROM accepted)) IS TRUE
                ORDER BY d.position
                RETURNING id, state
            )
            SELECT event_id, NULL::uuid AS blocked_id FROM accepted
            UNION ALL
            SELECT NULL, id FROM opened WHERE state = -1
            """;
    private static final String COUNT_DUPLICATES = """
            WITH repeated AS (
                SELECT i.tenant_id, k.event_id
                FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS i (tenant_id, id, key)
                JOIN event_key k ON k.key = i.key
                WHERE k.event_id <> i.id
            ), counted AS (
                UPDATE event SET duplicates = duplicates + n.times
                FROM (SELECT tenant_id, event_id, count(*)::int AS times FROM repeated GROUP BY 1, 2) AS n
                WHERE event.tenant_id = n.tenant_id AND event.id = n.event_id
            )
            SELECT count(*)::int AS times FROM repeated
            """;
    private static final String ADD_UNDECODABLE =
            "INSERT INTO undecodable_record (id, received_at, reason, record) VALUES ($1, $2, $3, $4)";

    private final Pool pool;
    private final LedgerNode node;
    private final Duration window;

    EventLedger(Pool pool, LedgerNode node, LedgerConfig config) {
        this.pool = pool;
        this.node = node;
        this.window = config.deduplicationWindow();
    }

    /**
     * What became of a batch.
     *
     * @param stored the events that were new; the deliveries of these, and no others, are in the ledger
     * @param blocked the deliveries that stand behind others in a line, and are not leased whatever was asked for
     * @param duplicates how many were sent again by the provider; those that the bus brought again are not counted
     */
    public record Appended(Set<EventId> stored, Set<DeliveryId> blocked, int duplicates) {
        /** Copies the sets. */
        public Appended {
            stored = Set.copyOf(stored);
            blocked = Set.copyOf(blocked);
        }
    }

    /** Stores the new ones among the events, with their deliveries, in one transaction; gives them growing sequences. */
    public Future<Appended> append(List<RoutedEvent> events) {
        Map<UUID, RoutedEvent> byKey = new HashMap<>();
        List<RoutedEvent> distinct = new ArrayList<>(events.size());
        List<UUID> keys = new ArrayList<>(events.size());
        List<RoutedEvent> repeated = new ArrayList<>();
        for (RoutedEvent event : events) {
            UUID key = EventKey.of(event.event());
            if (byKey.putIfAbsent(key, event) == null) {
                distinct.add(event);
                keys.add(key);
            } else {
                repeated.add(event);
            }
        }
        if (distinct.isEmpty()) {
            return Future.succeededFuture(new Appended(Set.of(), Set.of(), 0));
        }
        return insert(distinct, keys).compose(rows -> {
            Set<EventId> stored = ids(rows, "event_id", EventId::new);
            Set<DeliveryId> blocked = ids(rows, "blocked_id", DeliveryId::new);
            distinct.stream()
                    .filter(event -> !stored.contains(event.event().id()))
                    .forEach(repeated::add);
            return countDuplicates(repeated).map(duplicates -> new Appended(stored, blocked, duplicates));
        });
    }

    private Future<RowSet<Row>> insert(List<RoutedEvent> events, List<UUID> keys) {
        Tuple values = parameters(events, keys);
        UUID[] lines = events.stream()
                .flatMap(event -> event.deliveries().stream())
                .map(NewDelivery::line)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
        return lines.length == 0
                ? pool.preparedQuery(APPEND).execute(values)
                : LineLock.holding(
                        pool,
                        lines,
                        connection -> connection.preparedQuery(APPEND).execute(values));
    }

    /** Keeps a record of the bus that is no event. */
    public Future<Void> addUndecodable(UUID id, Instant receivedAt, String reason, byte[] record) {
        Tuple values =
                Tuple.of(id, receivedAt.atOffset(ZoneOffset.UTC), reason, io.vertx.core.buffer.Buffer.buffer(record));
        return pool.preparedQuery(ADD_UNDECODABLE).execute(values).mapEmpty();
    }

    private Future<Integer> countDuplicates(List<RoutedEvent> repeated) {
        if (repeated.isEmpty()) {
            return Future.succeededFuture(0);
        }
        Tuple values = new Columns<>(repeated)
                .uuids(event -> event.event().tenantId().value())
                .uuids(event -> event.event().id().value())
                .uuids(event -> EventKey.of(event.event()))
                .tuple();
        return pool.preparedQuery(COUNT_DUPLICATES)
                .execute(values)
                .map(rows -> rows.iterator().next().getInteger("times"));
    }

    private Tuple parameters(List<RoutedEvent> events, List<UUID> keys) {
        List<EventEnvelope> envelopes = events.stream().map(RoutedEvent::event).toList();
        List<Opened> deliveries = events.stream()
                .flatMap(event -> event.deliveries().stream().map(delivery -> new Opened(event.event(), delivery)))
                .toList();
        return new Columns<>(keys)
                .uuids(key -> key)
                .with(envelopes)
                .uuids(event -> event.id().value())
                .value(oldestKept(envelopes))
                .uuids(event -> event.tenantId().value())
                .uuids(event -> event.id().value())
                .uuids(event -> event.sourceId().value())
                .times(EventEnvelope::receivedTime)
                .times(EventEnvelope::time)
                .texts(EventEnvelope::cloudEventId)
                .texts(EventEnvelope::type)
                .texts(EventEnvelope::source)
                .texts(EventEnvelope::subject)
                .texts(EventEnvelope::orderingKey)
                .with(events)
                .texts(EventLedger::deliveryIds)
                .with(envelopes)
                .bytes(EventEnvelope::json)
                .with(deliveries)
                .uuids(opened -> opened.event().tenantId().value())
                .uuids(opened -> opened.delivery().id().value())
                .uuids(opened -> opened.event().id().value())
                .uuids(opened -> subscription(opened.delivery()))
                .uuids(opened -> opened.delivery().endpointId().value())
                .ints(opened -> opened.delivery().leased() ? OpenState.LEASED : OpenState.PARKED)
                .uuids(opened -> owner(opened.delivery()))
                .uuids(opened -> opened.delivery().line())
                .tuple();
    }

    private static @Nullable UUID subscription(NewDelivery delivery) {
        SubscriptionId id = delivery.subscriptionId();
        return id == null ? null : id.value();
    }

    private @Nullable UUID owner(NewDelivery delivery) {
        return delivery.leased() ? node.id() : null;
    }

    /** Keys of events before this one are forgotten; measured from the oldest event of the batch. */
    private UUID oldestKept(List<EventEnvelope> events) {
        Instant oldest = events.stream()
                .map(event -> TimeBound.timeOf(event.id().value()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return TimeBound.at(oldest.minus(window));
    }

    private static String deliveryIds(RoutedEvent event) {
        return event.deliveries().stream()
                .map(delivery -> delivery.id().toString())
                .collect(joining(",", "{", "}"));
    }

    private static <T> Set<T> ids(RowSet<Row> rows, String column, Function<UUID, T> type) {
        Set<T> ids = new HashSet<>();
        for (Row row : rows) {
            UUID id = row.getUUID(column);
            if (id != null) {
                ids.add(type.apply(id));
            }
        }
        return ids;
    }

    private record Opened(EventEnvelope event, NewDelivery delivery) {}
}

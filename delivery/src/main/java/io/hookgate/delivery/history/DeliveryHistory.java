package io.hookgate.delivery.history;

import io.hookgate.delivery.ledger.Attempt;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds deliveries and their attempts.
 *
 * <p>A list is put together from one short list for each status, each of which has an index that begins with what the
 * filter asks for and is ordered by identifier; so its cost does not grow with the number of rows. Thread-safe.
 */
@ApplicationScoped
public class DeliveryHistory {
    /** The most deliveries that {@link #list} gives at once: a page, and one more. */
    public static final int MOST = 101;

    private static final String OPEN = """
            SELECT id, event_id, subscription_id, endpoint_id, state::int AS state, NULL::int AS status, attempts::int AS attempts,
                due_at, NULL::text AS cause, NULL::timestamptz AS ended_at, NULL::int AS status_code, NULL::text AS error,
                line
            FROM open_delivery WHERE tenant_id = $1
            """;
    private static final String ENDED = """
            SELECT id, event_id, subscription_id, endpoint_id, NULL::int AS state, status::int AS status,
                attempts::int AS attempts, NULL::timestamptz AS due_at, cause, ended_at,
                last_status_code::int AS status_code, last_error AS error, line
            FROM ended_delivery WHERE tenant_id = $1
            """;
    private static final String COMPLETED_BEGIN = """
            SELECT page.id, page.event_id, page.subscription_id, page.endpoint_id, page.state, page.status, page.attempts,
                page.due_at, page.cause, page.ended_at, coalesce(page.status_code, failed.status_code) AS status_code,
                coalesce(page.error, failed.error) AS error, event.type AS event_type, page.line IS NOT NULL AS ordered,
                head.id AS head_id, page.status = 1 AND held.delivery_id = page.id AS holds
            FROM (
            """;
    private static final String COMPLETED_END = """
            ) AS page
            LEFT JOIN event ON event.tenant_id = $1 AND event.id = page.event_id
            LEFT JOIN LATERAL (
                SELECT a.status_code::int, a.error FROM attempt a
                WHERE page.ended_at IS NULL AND a.tenant_id = $1 AND a.delivery_id = page.id
                    AND a.number = page.attempts) AS failed ON true
            LEFT JOIN held_line held ON held.tenant_id = $1 AND held.subscription_id = page.subscription_id
                AND held.line = page.line
            LEFT JOIN LATERAL (
                SELECT coalesce(held.delivery_id, (
                    SELECT h.id FROM open_delivery h
                    WHERE h.tenant_id = $1 AND h.subscription_id = page.subscription_id AND h.line = page.line
                        AND h.line IS NOT NULL AND h.state <> -1)) AS id
                WHERE page.state = -1) AS head ON true
            ORDER BY page.id DESC
            """;
    private static final String ATTEMPTS = """
            SELECT number::int AS number, started_at, duration_ms, status_code::int AS status_code, error, detail,
                headers, body
            FROM attempt WHERE tenant_id = $1 AND delivery_id = $2
            UNION ALL
            SELECT attempts::int, last_started_at, last_duration_ms, last_status_code::int, last_error,
                last_detail, last_headers, last_body
            FROM ended_delivery WHERE tenant_id = $1 AND id = $2 AND last_started_at IS NOT NULL
            ORDER BY number
            """;

    private final Pool pool;

    DeliveryHistory(Pool pool) {
        this.pool = pool;
    }

    /** The tenant's deliveries that the filter wants, the newest first, up to {@link #MOST}. */
    public Uni<List<DeliverySummary>> list(TenantId tenantId, DeliveryFilter filter) {
        Statement statement = new Statement().add(COMPLETED_BEGIN);
        statement.values().addUUID(tenantId.value());
        List<DeliveryStatus> statuses = statuses(filter);
        if (statuses.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        statement.add("SELECT * FROM (");
        String separator = "";
        for (DeliveryStatus status : statuses) {
            statement.add(separator);
            addBranch(statement, status, filter);
            separator = " UNION ALL ";
        }
        statement.add(") AS found ORDER BY id DESC LIMIT " + MOST).add(COMPLETED_END);
        return summaries(statement);
    }

    private static List<DeliveryStatus> statuses(DeliveryFilter filter) {
        return Arrays.stream(DeliveryStatus.values())
                .filter(status ->
                        filter.statuses().isEmpty() || filter.statuses().contains(status))
                .filter(filter::mayMatch)
                .toList();
    }

    private static void addBranch(Statement statement, DeliveryStatus status, DeliveryFilter filter) {
        if (filter.among() == null) {
            addNewest(statement, status, filter, "");
            return;
        }
        // A walk for each endpoint: the tenant may have sent any number of deliveries to others since.
        UUID[] among = filter.among().stream().map(EndpointId::value).toArray(UUID[]::new);
        statement.add("(SELECT newest.* FROM unnest(?::uuid[]) AS own (endpoint_id), LATERAL ", among);
        addNewest(statement, status, filter, " AND endpoint_id = own.endpoint_id");
        statement.add(" AS newest ORDER BY id DESC LIMIT " + MOST + ")");
    }

    private static void addNewest(Statement statement, DeliveryStatus status, DeliveryFilter filter, String condition) {
        statement
                .add("(")
                .add(status.isEnded() ? ENDED : OPEN)
                .add(" AND " + status.condition() + condition)
                .add(" AND id >= ?", filter.span().from())
                .add(" AND id < ?", filter.span().before());
        if (filter.endpointId() != null) {
            statement.add(" AND endpoint_id = ?", filter.endpointId().value());
        }
        if (filter.subscriptionId() != null) {
            statement.add(" AND subscription_id = ?", filter.subscriptionId().value());
        }
        if (filter.cause() != null) {
            statement.add(" AND cause = ?", filter.cause());
        }
        if (filter.statusCode() != null) {
            statement.add(" AND last_status_code = ?", filter.statusCode());
        }
        statement.add(" ORDER BY id DESC LIMIT " + MOST + ")");
    }

    /** Those of the deliveries that the tenant has, the newest first. */
    public Uni<List<DeliverySummary>> find(TenantId tenantId, List<DeliveryId> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<UUID> values = ids.stream().map(DeliveryId::value).toList();
        // The range lets the planner leave out partitions, which it cannot do for a list of unknown length.
        Comparator<UUID> byText = Comparator.comparing(UUID::toString);
        Statement statement = new Statement();
        statement.values().addUUID(tenantId.value());
        statement.values().addArrayOfUUID(values.toArray(UUID[]::new));
        statement.values().addUUID(values.stream().min(byText).orElseThrow());
        statement.values().addUUID(values.stream().max(byText).orElseThrow());
        String wanted = " AND id = ANY($2) AND id >= $3 AND id <= $4";
        statement.add(COMPLETED_BEGIN + OPEN + wanted + " UNION ALL " + ENDED + wanted + COMPLETED_END);
        return summaries(statement);
    }

    /** One delivery of the tenant. */
    public Uni<Optional<DeliverySummary>> get(TenantId tenantId, DeliveryId id) {
        return find(tenantId, List.of(id)).map(found -> found.stream().findFirst());
    }

    /** The attempts of a delivery of the tenant, in their order. */
    public Uni<List<Attempt>> attempts(TenantId tenantId, DeliveryId id) {
        return rows(ATTEMPTS, Tuple.of(tenantId.value(), id.value()), DeliveryHistory::attempt);
    }

    private Uni<List<DeliverySummary>> summaries(Statement statement) {
        return rows(statement.text(), statement.values(), DeliveryHistory::summary);
    }

    private <T> Uni<List<T>> rows(String statement, Tuple values, Function<Row, T> read) {
        return pool.preparedQuery(statement)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(read)
                        .collect(Collectors.toUnmodifiableList()));
    }

    private static DeliverySummary summary(Row row) {
        UUID subscription = row.getUUID("subscription_id");
        UUID head = row.getUUID("head_id");
        Integer state = row.getInteger("state");
        int attempts = row.getInteger("attempts");
        return new DeliverySummary(
                new DeliveryId(row.getUUID("id")),
                new EventId(row.getUUID("event_id")),
                row.getString("event_type"),
                subscription == null ? null : new SubscriptionId(subscription),
                new EndpointId(row.getUUID("endpoint_id")),
                state == null
                        ? DeliveryStatus.ofEnded(row.getInteger("status"))
                        : DeliveryStatus.ofOpen(state, attempts),
                attempts,
                state != null && state == 0 ? instant(row.getOffsetDateTime("due_at")) : null,
                row.getString("cause"),
                instant(row.getOffsetDateTime("ended_at")),
                row.getInteger("status_code"),
                row.getString("error"),
                row.getBoolean("ordered"),
                head == null ? null : new DeliveryId(head),
                Boolean.TRUE.equals(row.getBoolean("holds")));
    }

    private static Attempt attempt(Row row) {
        Buffer body = row.getBuffer("body");
        return new Attempt(
                row.getInteger("number"),
                row.getOffsetDateTime("started_at").toInstant(),
                Duration.ofMillis(row.getInteger("duration_ms")),
                row.getInteger("status_code"),
                row.getString("error"),
                row.getString("detail"),
                row.getString("headers"),
                body == null ? null : body.getBytes());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}

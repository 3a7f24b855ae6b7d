package io.hookgate.delivery.ledger;

import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that are not at their end, as nodes share them out: a delivery waits for its time, is parked until its
 * endpoint has room, is leased by one node, or is blocked by one before it. Thread-safe; every method is one transaction, and
 * may be repeated when it is not known whether it took effect.
 */
@ApplicationScoped
public class DeliveryQueue {
    private static final String CLAIMED = """
             RETURNING d.tenant_id, d.id, d.event_id, d.subscription_id, d.endpoint_id, d.attempts, d.round_start,
                d.line, d.head_since, d.opened_at
            )
            SELECT c.*, e.payload
            FROM claimed c LEFT JOIN event e ON e.tenant_id = c.tenant_id AND e.id = c.event_id
            """;
    // By row address: a join would be planned for a tenth of the table, since the limit is not known then.
    static final String CLAIM_DUE = """
            WITH claimed AS (
                UPDATE open_delivery d SET state = 2, node_id = $2
                WHERE d.ctid = ANY(ARRAY(
                    SELECT ctid FROM open_delivery
                    WHERE state = 0 AND due_at <= now()
                    ORDER BY due_at
                    LIMIT $1
                    FOR UPDATE SKIP LOCKED))
            """ + CLAIMED;
    static final String CLAIM_DUE_OF = """
            WITH claimed AS (
                UPDATE open_delivery d SET state = 2, node_id = $2
                WHERE d.ctid = ANY(ARRAY(
                    SELECT ctid FROM open_delivery
                    WHERE state = 0 AND tenant_id = $3 AND endpoint_id = $4 AND due_at <= now()
                    ORDER BY due_at
                    LIMIT $1
                    FOR UPDATE SKIP LOCKED))
            """ + CLAIMED;
    static final String CLAIM_PARKED = """
            WITH claimed AS (
                UPDATE open_delivery d SET state = 2, node_id = $2
                WHERE d.ctid = ANY(ARRAY(
                    SELECT ctid FROM open_delivery
                    WHERE state = 1 AND tenant_id = $3 AND endpoint_id = $4
                    ORDER BY (job_id IS NOT NULL), id
                    LIMIT $1
                    FOR UPDATE SKIP LOCKED))
            """ + CLAIMED;
    static final String NEXT_DUE = """
            SELECT ceil(extract(EPOCH FROM min(due_at) - clock_timestamp()) * 1000)::bigint AS millis
            FROM open_delivery WHERE state = 0
            """;
    static final String PARKED_ENDPOINTS = """
            WITH RECURSIVE found AS (
                (SELECT tenant_id, endpoint_id FROM open_delivery
                WHERE state = 1 AND (tenant_id, endpoint_id) > ($1, $2)
                ORDER BY tenant_id, endpoint_id LIMIT 1)
                UNION ALL
                SELECT n.tenant_id, n.endpoint_id
                FROM found, LATERAL (
                    SELECT tenant_id, endpoint_id FROM open_delivery
                    WHERE state = 1 AND (tenant_id, endpoint_id) > (found.tenant_id, found.endpoint_id)
                    ORDER BY tenant_id, endpoint_id LIMIT 1) AS n
            )
            SELECT tenant_id, endpoint_id FROM found LIMIT $3
            """;
    static final String WAITING_ENDPOINTS = """
            WITH RECURSIVE found AS (
                (SELECT tenant_id, endpoint_id, due_at, 1 AS step FROM open_delivery
                WHERE state = 0 AND (tenant_id, endpoint_id) > ($1, $2)
                ORDER BY tenant_id, endpoint_id, due_at LIMIT 1)
                UNION ALL
                SELECT n.tenant_id, n.endpoint_id, n.due_at, found.step + 1
                FROM found, LATERAL (
                    SELECT tenant_id, endpoint_id, due_at FROM open_delivery
                    WHERE state = 0 AND (tenant_id, endpoint_id) > (found.tenant_id, found.endpoint_id)
                    ORDER BY tenant_id, endpoint_id, due_at LIMIT 1) AS n
                WHERE found.step < $3
            )
            SELECT tenant_id, endpoint_id, due_at <= now() AS due FROM found
            """;
    static final String END = """
            WITH gone AS (
                DELETE FROM open_delivery d
                USING unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::int[], $7::timestamptz[], $8::int[],
                    $9::int[], $10::text[], $11::text[], $12::text[], $13::bytea[]) AS i (tenant_id, id, status, cause,
                    attempts, started_at, duration_ms, status_code, error, detail, headers, body)
                WHERE d.tenant_id = i.tenant_id AND d.id = i.id AND (d.node_id = $1 OR i.status = 0)
                RETURNING d.tenant_id, d.id, d.event_id, d.subscription_id, d.endpoint_id, i.status, i.cause, i.attempts,
                    i.started_at, i.duration_ms, i.status_code, i.error, i.detail, i.headers, i.body
            )
            INSERT INTO ended_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, status, cause, ended_at,
                attempts, last_started_at, last_duration_ms, last_status_code, last_error, last_detail, last_headers, last_body)
            SELECT tenant_id, id, event_id, subscription_id, endpoint_id, status, cause, now(), attempts, started_at,
                duration_ms, status_code, error, detail, headers, body
            FROM gone
            """;
    /** As {@link #END}, but by the owner of the lease alone: another one may be sending the delivery at this moment. */
    static final String END_ORDERED = """
            WITH gone AS (
                DELETE FROM open_delivery d
                USING unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::int[], $7::timestamptz[], $8::int[],
                    $9::int[], $10::text[], $11::text[], $12::text[], $13::bytea[], $14::int[]) AS i (tenant_id, id, status,
                    cause, attempts, started_at, duration_ms, status_code, error, detail, headers, body, holds)
                WHERE d.tenant_id = i.tenant_id AND d.id = i.id AND d.state = 2 AND d.node_id = $1
                RETURNING d.tenant_id, d.id, d.event_id, d.subscription_id, d.endpoint_id, d.line, d.place, i.status,
                    i.cause, i.attempts, i.started_at, i.duration_ms, i.status_code, i.error, i.detail, i.headers, i.body,
                    i.holds
            ), held AS (
                INSERT INTO held_line (tenant_id, subscription_id, line, delivery_id, held_at)
                SELECT tenant_id, subscription_id, line, id, now() FROM gone WHERE holds = 1
                ON CONFLICT DO NOTHING
            )
            INSERT INTO ended_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, status, cause, ended_at,
                attempts, last_started_at, last_duration_ms, last_status_code, last_error, last_detail, last_headers,
                last_body, line, place)
            SELECT tenant_id, id, event_id, subscription_id, endpoint_id, status, cause, now(), attempts, started_at,
                duration_ms, status_code, error, detail, headers, body, line, place
            FROM gone
            """;

    static final String POSTPONE = """
            WITH waiting AS (
                UPDATE open_delivery d
                SET state = 0, node_id = NULL, attempts = i.number, due_at = now() + i.delay_ms * interval '1 millisecond'
                FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::timestamptz[], $7::int[], $8::int[],
                    $9::text[], $10::text[], $11::text[], $12::bytea[]) AS i (tenant_id, id, number, delay_ms, started_at,
                    duration_ms, status_code, error, detail, headers, body)
                WHERE d.tenant_id = i.tenant_id AND d.id = i.id AND d.state = 2 AND d.node_id = $1
                RETURNING i.*
            )
            INSERT INTO attempt (tenant_id, delivery_id, number, started_at, duration_ms, status_code, error, detail,
                headers, body)
            SELECT tenant_id, id, number, started_at, duration_ms, status_code, error, detail, headers, body
            FROM waiting
            ON CONFLICT DO NOTHING
            """;
    static final String RELEASE = """
            UPDATE open_delivery d
            SET state = i.state, node_id = NULL, due_at = now() + i.delay_ms * interval '1 millisecond'
            FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[]) AS i (tenant_id, id, state, delay_ms)
            WHERE d.tenant_id = i.tenant_id AND d.id = i.id AND d.state = 2 AND d.node_id = $1
            """;
    private static final String LEASED = "SELECT tenant_id, id FROM open_delivery WHERE state = 2 AND node_id = $1";
    private static final String RENEW = """
            INSERT INTO ledger_node (id, expires_at) VALUES ($1, now() + $2 * interval '1 millisecond')
            ON CONFLICT (id) DO UPDATE SET expires_at = EXCLUDED.expires_at
            """;
    static final String TAKE_OVER = """
            WITH RECURSIVE owner AS (
                (SELECT node_id FROM open_delivery WHERE state = 2 ORDER BY node_id LIMIT 1)
                UNION ALL
                SELECT (SELECT node_id FROM open_delivery
                    WHERE state = 2 AND node_id > owner.node_id ORDER BY node_id LIMIT 1)
                FROM owner WHERE owner.node_id IS NOT NULL
            ), lost AS (
                SELECT node_id FROM owner
                WHERE node_id IS NOT NULL AND NOT EXISTS (
                    SELECT FROM ledger_node n WHERE n.id = owner.node_id AND n.expires_at > now())
            ), forgotten AS (
                DELETE FROM ledger_node WHERE expires_at < now() - interval '1 hour'
            )
            UPDATE open_delivery d SET state = 0, node_id = NULL, due_at = now()
            FROM lost
            WHERE d.state = 2 AND d.node_id = lost.node_id
            """;
    private static final String RESIGN = "DELETE FROM ledger_node WHERE id = $1";
    /** In the order of the indexes, which would be passed over otherwise when nearly all rows match. */
    static final String COUNT_WAITING = """
            SELECT
                (SELECT count(*) FROM (
                    SELECT FROM open_delivery WHERE state < 2 AND attempts = 0
                    ORDER BY tenant_id, id LIMIT $1) AS p)::int AS pending,
                (SELECT count(*) FROM (
                    SELECT FROM open_delivery WHERE state < 2 AND attempts > 0
                    ORDER BY tenant_id, id LIMIT $1) AS r)::int AS retrying
            """;

    private final Pool pool;
    private final LedgerNode node;
    private final Duration lease;
    private volatile long renewedNanos;
    private volatile boolean known;

    DeliveryQueue(Pool pool, LedgerNode node, LedgerConfig config) {
        this.pool = pool;
        this.node = node;
        this.lease = config.nodeLease();
    }

    /** An endpoint with parked deliveries. */
    public record ParkedEndpoint(TenantId tenantId, EndpointId endpointId) {
        /** Comes before every endpoint. */
        public static final ParkedEndpoint FIRST =
                new ParkedEndpoint(new TenantId(new UUID(0, 0)), new EndpointId(new UUID(0, 0)));
    }

    /**
     * An endpoint with deliveries that wait for their time.
     *
     * @param due whether the time of one has come
     */
    public record WaitingEndpoint(ParkedEndpoint endpoint, boolean due) {}

    /** How many deliveries wait in the ledger, of all tenants; exact up to the limit that was asked for. */
    public record Backlog(int pending, int retrying) {}

    /** Leases deliveries whose time has come, the most overdue first. */
    public Future<List<OpenDelivery>> claimDue(int limit) {
        return query(CLAIM_DUE, Tuple.of(limit, node.id()), DeliveryQueue::claimed);
    }

    /** Leases parked deliveries of an endpoint: the oldest first, and those of bulk work behind all others. */
    public Future<List<OpenDelivery>> claimParked(ParkedEndpoint endpoint, int limit) {
        return query(CLAIM_PARKED, claim(endpoint, limit), DeliveryQueue::claimed);
    }

    /** Leases deliveries of an endpoint whose time has come, the most overdue first. */
    public Future<List<OpenDelivery>> claimDue(ParkedEndpoint endpoint, int limit) {
        return query(CLAIM_DUE_OF, claim(endpoint, limit), DeliveryQueue::claimed);
    }

    private Tuple claim(ParkedEndpoint endpoint, int limit) {
        return Tuple.of(
                limit,
                node.id(),
                endpoint.tenantId().value(),
                endpoint.endpointId().value());
    }

    /** The time until the next waiting delivery is due, not positive if one is overdue; null if none waits. */
    public Future<@Nullable Duration> nextDue() {
        return pool.preparedQuery(NEXT_DUE).execute().map(DeliveryQueue::millis);
    }

    /** Endpoints that have parked deliveries, in a fixed order, beginning behind the given one. */
    public Future<List<ParkedEndpoint>> parkedEndpoints(ParkedEndpoint after, int limit) {
        Tuple values = Tuple.of(after.tenantId().value(), after.endpointId().value(), limit);
        return query(
                PARKED_ENDPOINTS,
                values,
                row -> new ParkedEndpoint(new TenantId(row.getUUID(0)), new EndpointId(row.getUUID(1))));
    }

    /** Endpoints that have deliveries which wait for their time, in a fixed order, beginning behind the given one. */
    public Future<List<WaitingEndpoint>> waitingEndpoints(ParkedEndpoint after, int limit) {
        Tuple values = Tuple.of(after.tenantId().value(), after.endpointId().value(), limit);
        return query(
                WAITING_ENDPOINTS,
                values,
                row -> new WaitingEndpoint(
                        new ParkedEndpoint(new TenantId(row.getUUID(0)), new EndpointId(row.getUUID(1))),
                        row.getBoolean(2)));
    }

    /**
     * Records the end of deliveries. A success counts whoever sends the delivery now; any other end counts only while this
     * node holds the lease.
     */
    public Future<Void> end(List<Ending> endings) {
        return execute(END, columns(endings).tuple());
    }

    /**
     * Records the end of heads of lines, and lets those behind them go on unless they are to wait. Nothing counts that this node
     * does not hold the lease of.
     */
    public Future<Void> endOrdered(List<OrderedEnding> endings) {
        UUID[] lines = endings.stream()
                .map(ordered -> ordered.ending().delivery().line())
                .filter(Objects::nonNull)
                .map(Line::id)
                .toArray(UUID[]::new);
        Tuple values = columns(endings.stream().map(OrderedEnding::ending).toList())
                .with(endings)
                .ints(ordered -> ordered.holds() ? 1 : 0)
                .tuple();
        return LineLock.holding(
                        pool,
                        lines,
                        connection -> connection.preparedQuery(END_ORDERED).execute(values))
                .mapEmpty();
    }

    private Columns<Ending> columns(List<Ending> endings) {
        return new Columns<>(endings)
                .value(node.id())
                .uuids(ending -> ending.delivery().tenantId().value())
                .uuids(ending -> ending.delivery().id().value())
                .ints(ending -> ending.status().number())
                .texts(Ending::cause)
                .ints(DeliveryQueue::attempts)
                .times(ending -> of(ending.attempt(), Attempt::startedAt))
                .integers(ending -> of(ending.attempt(), DeliveryQueue::durationMillis))
                .integers(ending -> of(ending.attempt(), Attempt::statusCode))
                .texts(ending -> of(ending.attempt(), Attempt::error))
                .texts(ending -> of(ending.attempt(), Attempt::detail))
                .texts(ending -> of(ending.attempt(), Attempt::responseHeaders))
                .bytes(ending -> of(ending.attempt(), Attempt::responseBody));
    }

    /** Records failed attempts and when the next ones are due, as far as this node holds the lease. */
    public Future<Void> postpone(List<Postponement> postponements) {
        Tuple values = new Columns<>(postponements)
                .value(node.id())
                .uuids(item -> item.delivery().tenantId().value())
                .uuids(item -> item.delivery().id().value())
                .ints(item -> item.attempt().number())
                .ints(item -> (int) Math.min(item.delay().toMillis(), Integer.MAX_VALUE))
                .times(item -> item.attempt().startedAt())
                .ints(item -> durationMillis(item.attempt()))
                .integers(item -> item.attempt().statusCode())
                .texts(item -> item.attempt().error())
                .texts(item -> item.attempt().detail())
                .texts(item -> item.attempt().responseHeaders())
                .bytes(item -> item.attempt().responseBody())
                .tuple();
        return execute(POSTPONE, values);
    }

    /** Gives leases back. */
    public Future<Void> release(List<Release> releases) {
        Tuple values = new Columns<>(releases)
                .value(node.id())
                .uuids(release -> release.delivery().tenantId().value())
                .uuids(release -> release.delivery().id().value())
                .ints(release -> release.parked() ? OpenState.PARKED : OpenState.WAITING)
                .ints(release -> (int) release.delay().toMillis())
                .tuple();
        return execute(RELEASE, values);
    }

    /**
     * Gives back leases that this node has without knowing of them, as after a statement whose answer was lost. No claim may
     * run at the same time.
     *
     * @param held whether the node works on the delivery
     */
    public Future<Integer> releaseUnknown(Predicate<DeliveryId> held) {
        return pool.preparedQuery(LEASED).execute(Tuple.of(node.id())).compose(rows -> {
            List<Row> unknown = StreamSupport.stream(rows.spliterator(), false)
                    .filter(row -> !held.test(new DeliveryId(row.getUUID(1))))
                    .toList();
            if (unknown.isEmpty()) {
                return Future.succeededFuture(0);
            }
            Tuple values = new Columns<>(unknown)
                    .value(node.id())
                    .uuids(row -> row.getUUID(0))
                    .uuids(row -> row.getUUID(1))
                    .ints(row -> OpenState.WAITING)
                    .ints(row -> 0)
                    .tuple();
            return execute(RELEASE, values).map(unknown.size());
        });
    }

    /** Says that this node lives; to be repeated several times within the lease. */
    public Future<Void> renew() {
        long asked = System.nanoTime();
        return execute(RENEW, Tuple.of(node.id(), lease.toMillis())).onSuccess(renewed -> {
            renewedNanos = asked;
            known = true;
        });
    }

    /**
     * Whether nobody else can have taken over the leases of this node: it may have been stopped for longer than they last without
     * having noticed.
     */
    public boolean holdsLeases() {
        return known && System.nanoTime() - renewedNanos < lease.toNanos();
    }

    /** Makes due at once what nodes have leased that have not renewed in time. */
    public Future<Integer> takeOver() {
        return pool.preparedQuery(TAKE_OVER).execute().map(RowSet::rowCount);
    }

    /** Says that this node holds no lease any more. */
    public Future<Void> resign() {
        return execute(RESIGN, Tuple.of(node.id()));
    }

    /** Counts what waits in the ledger, up to {@code limit} of each kind. */
    public Future<Backlog> backlog(int limit) {
        return pool.preparedQuery(COUNT_WAITING).execute(Tuple.of(limit)).map(rows -> {
            Row row = rows.iterator().next();
            return new Backlog(row.getInteger("pending"), row.getInteger("retrying"));
        });
    }

    private Future<Void> execute(String statement, Tuple values) {
        return pool.preparedQuery(statement).execute(values).mapEmpty();
    }

    private <T> Future<List<T>> query(String statement, Tuple values, Function<Row, T> read) {
        return pool.preparedQuery(statement)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(read)
                        .toList());
    }

    private static OpenDelivery claimed(Row row) {
        UUID subscription = row.getUUID("subscription_id");
        Buffer payload = row.getBuffer("payload");
        return new OpenDelivery(
                new TenantId(row.getUUID("tenant_id")),
                new DeliveryId(row.getUUID("id")),
                new EventId(row.getUUID("event_id")),
                subscription == null ? null : new SubscriptionId(subscription),
                new EndpointId(row.getUUID("endpoint_id")),
                row.getShort("attempts"),
                row.getShort("round_start"),
                line(row),
                row.getOffsetDateTime("opened_at").toInstant(),
                payload == null ? null : payload.getBytes());
    }

    private static @Nullable Line line(Row row) {
        UUID id = row.getUUID("line");
        return id == null
                ? null
                : new Line(id, row.getOffsetDateTime("head_since").toInstant());
    }

    private static @Nullable Duration millis(RowSet<Row> rows) {
        Long millis = rows.iterator().next().getLong("millis");
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static int attempts(Ending ending) {
        Attempt attempt = ending.attempt();
        return attempt == null ? ending.delivery().attempts() : attempt.number();
    }

    private static int durationMillis(Attempt attempt) {
        return (int) Math.min(attempt.duration().toMillis(), Integer.MAX_VALUE);
    }

    private static <T, V> @Nullable V of(@Nullable T object, Function<T, @Nullable V> value) {
        return object == null ? null : value.apply(object);
    }
}

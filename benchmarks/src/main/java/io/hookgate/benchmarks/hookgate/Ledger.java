package io.hookgate.benchmarks.hookgate;

import io.hookgate.benchmarks.product.ProductException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Hookgate's ledger, read to see what it has recorded, and written to prepare what would take hours by traffic. It knows the
 * tables, and breaks when they change: better than a figure that means something else. Used by one thread.
 */
final class Ledger implements AutoCloseable {

    private static final String DELIVERED = """
            SELECT count(*)
            FROM ended_delivery
            WHERE tenant_id = ? AND id >= ledger_bound(?) AND status = 0 AND last_status_code BETWEEN 200 AND 299
            """;

    private static final String ADD_SUBSCRIPTIONS = """
            INSERT INTO subscription
                (tenant_id, id, name, endpoint_id, pattern, ordered, enabled, created_at, updated_at)
            SELECT ?, pg_temp.new_id(), 'rule ' || number, ?, pattern, false, true, now(), now()
            FROM unnest(?) WITH ORDINALITY AS rules (pattern, number)
            """;

    /** Copies the tenant's last event as often as wanted; each copy has one delivery that has failed once. */
    private static final String ADD_WAITING = """
            WITH model AS (
                SELECT event.*, subscription.id AS subscription_id, subscription.endpoint_id
                FROM event JOIN subscription USING (tenant_id)
                WHERE tenant_id = ? AND endpoint_id = ?
                ORDER BY event.id DESC LIMIT 1
            ), copies AS (
                SELECT number, pg_temp.new_id() AS event_id, pg_temp.new_id() AS delivery_id
                FROM generate_series(1, ?) AS number
            ), events AS (
                INSERT INTO event
                    (tenant_id, id, source_id, received_at, cloud_event_id, type, source, ordering_key, deliveries, payload)
                SELECT tenant_id, event_id, source_id, now(), 'waiting-' || event_id, type, source, ordering_key,
                    ARRAY[delivery_id], payload
                FROM copies, model
            ), attempts AS (
                INSERT INTO attempt (tenant_id, delivery_id, number, started_at, duration_ms, status_code)
                SELECT tenant_id, delivery_id, 1, now(), 5, 503 FROM copies, model
            )
            INSERT INTO open_delivery
                (tenant_id, id, event_id, subscription_id, endpoint_id, state, attempts, due_at)
            SELECT tenant_id, delivery_id, event_id, subscription_id, endpoint_id, 0, 1, now() + number * (interval '24 hours' / ?)
            FROM copies, model
            """;

    /**
     * Copies the tenant's last event. Of ten copies eight are delivered, one is dead and one waits for its retry; one event of
     * each batch has a type of its own, and one audit entry an action of its own.
     */
    private static final String ADD_HISTORY = """
            WITH model AS (
                SELECT event.*, subscription.id AS subscription_id, subscription.endpoint_id
                FROM event JOIN subscription USING (tenant_id)
                WHERE tenant_id = ? AND endpoint_id = ?
                ORDER BY event.id DESC LIMIT 1
            ), copies AS (
                SELECT number, pg_temp.new_id() AS event_id, pg_temp.new_id() AS delivery_id, pg_temp.new_id() AS request_id
                FROM generate_series(1, ?) AS number
            ), events AS (
                INSERT INTO event
                    (tenant_id, id, source_id, received_at, cloud_event_id, type, source, subject, ordering_key, deliveries, payload)
                SELECT tenant_id, event_id, source_id, now(), 'past-' || event_id,
                    CASE number WHEN 1 THEN 'com.example.rare' ELSE type END, source, 'customer-' || number % 1000,
                    ordering_key, ARRAY[delivery_id], payload
                FROM copies, model
            ), attempts AS (
                INSERT INTO attempt (tenant_id, delivery_id, number, started_at, duration_ms, status_code)
                SELECT tenant_id, delivery_id, 1, now(), 5, 503 FROM copies, model WHERE number % 10 > 7
            ), ended AS (
                INSERT INTO ended_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, status, cause, ended_at,
                    attempts, last_started_at, last_duration_ms, last_status_code)
                SELECT tenant_id, delivery_id, event_id, subscription_id, endpoint_id, (number % 10 = 8)::int,
                    CASE number % 10 WHEN 8 THEN 'attempts-exhausted' END, now(), 1 + (number % 10 = 8)::int, now(), 5,
                    CASE number % 10 WHEN 8 THEN 503 ELSE 204 END
                FROM copies, model WHERE number % 10 < 9
            ), open AS (
                INSERT INTO open_delivery
                    (tenant_id, id, event_id, subscription_id, endpoint_id, state, attempts, due_at)
                SELECT tenant_id, delivery_id, event_id, subscription_id, endpoint_id, 0, 1, now() + interval '1 day'
                FROM copies, model WHERE number % 10 = 9
            ), requests AS (
                INSERT INTO inbound_request (tenant_id, id, source_id, received_at, outcome, cause, method, status, body_bytes,
                    remote_address, events)
                SELECT tenant_id, request_id, source_id, now(), CASE number % 10 WHEN 0 THEN 'rejected' ELSE 'accepted' END,
                    CASE number % 10 WHEN 0 THEN 'signature-mismatch' END, 'POST', CASE number % 10 WHEN 0 THEN 401 ELSE 202 END,
                    1024, '127.0.0.1', (number % 10 > 0)::int
                FROM copies, model
            )
            INSERT INTO audit_entry (tenant_id, actor, action, object_type, object_id)
            SELECT tenant_id, 'person-' || number % 100, CASE number WHEN 1 THEN 'rare' ELSE 'update' END, 'endpoint',
                endpoint_id::text
            FROM copies, model
            """;

    /** A UUIDv7 of now; volatile, so that each call gives another. */
    private static final String NEW_ID = """
            CREATE FUNCTION pg_temp.new_id() RETURNS uuid LANGUAGE sql VOLATILE RETURN
                (substr(ledger_bound(now())::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid
            """;

    private static final String FULL_SCANS =
            "SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_user_tables WHERE relname = 'open_delivery'";

    private static final int BATCH = 50_000;

    private final Connection connection;

    private Ledger(Connection connection) {
        this.connection = connection;
    }

    /** Connects as the application does. */
    static Ledger connect(String url, String user, String password) {
        try {
            Connection connection = DriverManager.getConnection(url, user, password);
            try (PreparedStatement function = connection.prepareStatement(NEW_ID)) {
                function.execute();
            }
            return new Ledger(connection);
        } catch (SQLException e) {
            throw new ProductException("Cannot reach the ledger at " + url, e);
        }
    }

    /** How many deliveries that began since then have ended with an attempt that was answered by a 2xx. */
    long delivered(UUID tenant, Instant since) {
        try (PreparedStatement statement = connection.prepareStatement(DELIVERED)) {
            statement.setObject(1, tenant);
            statement.setTimestamp(2, Timestamp.from(since));
            return number(statement);
        } catch (SQLException e) {
            throw new ProductException("Cannot count deliveries", e);
        }
    }

    /** Adds subscriptions with these patterns to one endpoint. */
    void addSubscriptions(UUID tenant, UUID endpoint, List<String> patterns) {
        try (PreparedStatement statement = connection.prepareStatement(ADD_SUBSCRIPTIONS)) {
            statement.setObject(1, tenant);
            statement.setObject(2, endpoint);
            statement.setArray(3, connection.createArrayOf("text", patterns.toArray()));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new ProductException("Cannot add subscriptions", e);
        }
    }

    /** Adds deliveries that wait for their second attempt, and has the planner know about them. */
    void addWaitingRetries(UUID tenant, UUID endpoint, long count) {
        try (PreparedStatement statement = connection.prepareStatement(ADD_WAITING);
                PreparedStatement analyze = connection.prepareStatement("ANALYZE open_delivery")) {
            for (long done = 0; done < count; done += BATCH) {
                long batch = Math.min(BATCH, count - done);
                statement.setObject(1, tenant);
                statement.setObject(2, endpoint);
                statement.setLong(3, batch);
                statement.setLong(4, batch);
                statement.executeUpdate();
            }
            analyze.execute();
        } catch (SQLException e) {
            throw new ProductException("Cannot add waiting retries", e);
        }
    }

    /** Adds events, their deliveries, requests and audit entries, and has the planner know about them. */
    void addHistory(UUID tenant, UUID endpoint, long count) {
        try (PreparedStatement statement = connection.prepareStatement(ADD_HISTORY);
                PreparedStatement analyze = connection.prepareStatement("ANALYZE")) {
            for (long done = 0; done < count; done += BATCH) {
                statement.setObject(1, tenant);
                statement.setObject(2, endpoint);
                statement.setLong(3, Math.min(BATCH, count - done));
                statement.executeUpdate();
            }
            analyze.execute();
        } catch (SQLException e) {
            throw new ProductException("Cannot add a history", e);
        }
    }

    /** How often the open deliveries were read from end to end since the database was created. */
    long fullScans() {
        try (PreparedStatement statement = connection.prepareStatement(FULL_SCANS)) {
            return number(statement);
        } catch (SQLException e) {
            throw new ProductException("Cannot read the database's statistics", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new ProductException("Cannot leave the ledger", e);
        }
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

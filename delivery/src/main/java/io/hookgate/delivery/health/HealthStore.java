package io.hookgate.delivery.health;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Keeps how endpoints fare in the table {@code endpoint_health}. Thread-safe. */
@ApplicationScoped
class HealthStore {
    private static final String RECORD = """
            INSERT INTO endpoint_health AS h (tenant_id, endpoint_id, last_success_at, last_failure_at, last_error,
                failing_since)
            SELECT tenant_id, endpoint_id, success_at, failure_at, error, since
            FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::timestamptz[])
                AS i (tenant_id, endpoint_id, success_at, failure_at, error, since)
            ORDER BY tenant_id, endpoint_id
            ON CONFLICT (tenant_id, endpoint_id) DO UPDATE
            SET last_success_at = greatest(h.last_success_at, EXCLUDED.last_success_at),
                last_failure_at = greatest(h.last_failure_at, EXCLUDED.last_failure_at),
                last_error = coalesce(EXCLUDED.last_error, h.last_error),
                failing_since = CASE WHEN EXCLUDED.last_success_at IS NULL
                    THEN coalesce(h.failing_since, EXCLUDED.failing_since) ELSE EXCLUDED.failing_since END
            RETURNING tenant_id, endpoint_id, last_failure_at, last_error, failing_since, warned_at
            """;
    private static final String WARNED =
            "UPDATE endpoint_health SET warned_at = now() WHERE tenant_id = $1 AND endpoint_id = $2";
    private static final String RECOVERED =
            "UPDATE endpoint_health SET warned_at = NULL WHERE tenant_id = $1 AND endpoint_id = $2";

    private final Pool pool;

    HealthStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * What a node has seen of an endpoint within a short time.
     *
     * @param since the first failure after the last success
     */
    record Sample(
            TenantId tenantId,
            EndpointId endpointId,
            @Nullable Instant successAt,
            @Nullable Instant failureAt,
            @Nullable String error,
            @Nullable Instant since) {}

    /** How an endpoint fares, as all nodes have seen it. */
    record State(
            TenantId tenantId,
            EndpointId endpointId,
            @Nullable Instant lastFailureAt,
            @Nullable String lastError,
            @Nullable Instant failingSince,
            @Nullable Instant warnedAt) {}

    /** Adds samples, one for each endpoint, and gives what is known now. */
    Future<List<State>> record(List<Sample> samples) {
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(column(samples, sample -> sample.tenantId().value(), UUID[]::new))
                .addArrayOfUUID(column(samples, sample -> sample.endpointId().value(), UUID[]::new))
                .addArrayOfOffsetDateTime(column(samples, sample -> utc(sample.successAt()), OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(column(samples, sample -> utc(sample.failureAt()), OffsetDateTime[]::new))
                .addArrayOfString(column(samples, Sample::error, String[]::new))
                .addArrayOfOffsetDateTime(column(samples, sample -> utc(sample.since()), OffsetDateTime[]::new));
        return pool.preparedQuery(RECORD)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(HealthStore::state)
                        .toList());
    }

    /** Notes that the owner has been told of the failures. */
    Future<Void> warned(State state) {
        return mark(WARNED, state);
    }

    /** Notes that the owner has been told that they are over. */
    Future<Void> recovered(State state) {
        return mark(RECOVERED, state);
    }

    private Future<Void> mark(String statement, State state) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of(state.tenantId().value(), state.endpointId().value()))
                .mapEmpty();
    }

    private static State state(Row row) {
        return new State(
                new TenantId(row.getUUID("tenant_id")),
                new EndpointId(row.getUUID("endpoint_id")),
                instant(row, "last_failure_at"),
                row.getString("last_error"),
                instant(row, "failing_since"),
                instant(row, "warned_at"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static <V> V[] column(
            List<Sample> samples, Function<Sample, @Nullable V> value, java.util.function.IntFunction<V[]> array) {
        return samples.stream().map(value).toArray(array);
    }
}

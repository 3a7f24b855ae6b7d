package io.hookgate.delivery.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.hookgate.delivery.ledger.TimeBound;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.TenantId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Keeps jobs in the table {@code bulk_job}. Thread-safe. */
@ApplicationScoped
public class JobStore {
    /** The most jobs that {@link #list} gives at once: a page, and one more. */
    public static final int MOST = 101;

    /** Slices that may fail one after another before a job is given up. */
    private static final int MOST_FAILURES = 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final String COLUMNS = """
            tenant_id, id, scope, status, rate_per_second, total, processed, opened, phase, position, created_at, started_at,
            finished_at
            """;
    // The lock makes the limit exact for jobs that are made at the same time.
    private static final String LOCK_TENANT = "SELECT pg_advisory_xact_lock(1215261542, hashtext($1::text))";
    private static final String ADD = """
            INSERT INTO bulk_job (tenant_id, id, kind, scope, status, rate_per_second, next_slice_at, created_at)
            SELECT $1, $2, $3, $4, 'queued', $5, now(), $6
            WHERE (SELECT count(*) FROM bulk_job WHERE tenant_id = $1 AND finished_at IS NULL) < $7
            RETURNING
            """ + COLUMNS;
    private static final String GET = "SELECT " + COLUMNS + " FROM bulk_job WHERE tenant_id = $1 AND id = $2";
    private static final String LIST = "SELECT " + COLUMNS + """
             FROM bulk_job WHERE tenant_id = $1 AND id < $2 AND ($3::text IS NULL OR status = $3)
            ORDER BY id DESC LIMIT
            """ + MOST;
    private static final String CANCEL = """
            UPDATE bulk_job SET status = 'cancelled', finished_at = now()
            WHERE tenant_id = $1 AND id = $2 AND finished_at IS NULL
            RETURNING
            """ + COLUMNS;
    private static final String TAKE = "SELECT " + COLUMNS + """
             FROM bulk_job WHERE finished_at IS NULL AND next_slice_at <= now()
            ORDER BY next_slice_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """;
    private static final String BEGIN = """
            UPDATE bulk_job SET status = 'running', started_at = now(), total = $3 WHERE tenant_id = $1 AND id = $2
            """;
    private static final String ADVANCE = """
            UPDATE bulk_job SET processed = processed + $3, opened = opened + $4, phase = $5, position = $6, failures = 0,
                next_slice_at = now() + $7 * interval '1 millisecond',
                status = CASE WHEN $8 THEN 'finished' ELSE status END, finished_at = CASE WHEN $8 THEN now() END
            WHERE tenant_id = $1 AND id = $2
            """;
    private static final String PAUSE = """
            UPDATE bulk_job SET next_slice_at = now() + $3 * interval '1 millisecond' WHERE tenant_id = $1 AND id = $2
            """;
    private static final String FAIL = """
            UPDATE bulk_job SET failures = failures + 1, next_slice_at = now() + interval '5 seconds',
                status = CASE WHEN failures + 1 >= $3 THEN 'failed' ELSE status END,
                finished_at = CASE WHEN failures + 1 >= $3 THEN now() END
            WHERE tenant_id = $1 AND id = $2 AND finished_at IS NULL
            """;
    private static final String NEXT = """
            SELECT ceil(extract(EPOCH FROM min(next_slice_at) - clock_timestamp()) * 1000)::bigint AS millis
            FROM bulk_job WHERE finished_at IS NULL
            """;
    private static final String FORGET = "DELETE FROM bulk_job WHERE finished_at IS NOT NULL AND id < $1";

    private final Pool pool;
    private final IdGenerator ids;
    private final Clock clock;
    private final BulkConfig config;

    JobStore(Pool pool, IdGenerator ids, Clock clock, BulkConfig config) {
        this.pool = pool;
        this.ids = ids;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Makes a job, which begins at once.
     *
     * @param ratePerSecond null for the usual one; more than the highest counts as the highest
     * @return empty if the tenant has too many unfinished ones
     */
    public Future<Optional<Job>> add(TenantId tenantId, JobScope scope, @Nullable Integer ratePerSecond) {
        int rate = Math.min(ratePerSecond == null ? config.rate() : ratePerSecond, config.maxRate());
        Tuple values = Tuple.of(
                tenantId.value(),
                ids.next(),
                scope.kind(),
                write(scope),
                rate,
                clock.instant().atOffset(ZoneOffset.UTC),
                config.jobs());
        return pool.withTransaction(connection -> connection
                .preparedQuery(LOCK_TENANT)
                .execute(Tuple.of(tenantId.toString()))
                .compose(locked -> connection.preparedQuery(ADD).execute(values))
                .map(JobStore::first));
    }

    /** One job of the tenant. */
    public Future<Optional<Job>> get(TenantId tenantId, UUID id) {
        return pool.preparedQuery(GET).execute(Tuple.of(tenantId.value(), id)).map(JobStore::first);
    }

    /**
     * The tenant's jobs, the newest first, up to {@link #MOST}.
     *
     * @param before what all identifiers are smaller than
     */
    public Future<List<Job>> list(TenantId tenantId, UUID before, @Nullable JobStatus status) {
        Tuple values = Tuple.of(tenantId.value(), before, status == null ? null : status.code());
        return pool.preparedQuery(LIST)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(JobStore::job)
                        .toList());
    }

    /** Stops a job; what it has done stays. Empty if it has ended, or is not the tenant's. */
    public Future<Optional<Job>> cancel(TenantId tenantId, UUID id) {
        return pool.preparedQuery(CANCEL)
                .execute(Tuple.of(tenantId.value(), id))
                .map(JobStore::first);
    }

    /** Takes the job whose turn it is, until the end of the transaction. */
    Future<Optional<Job>> take(SqlConnection connection) {
        return connection.preparedQuery(TAKE).execute().map(JobStore::first);
    }

    Future<Void> begin(SqlConnection connection, Job job, long total) {
        return connection
                .preparedQuery(BEGIN)
                .execute(Tuple.of(job.tenantId().value(), job.id(), total))
                .mapEmpty();
    }

    /** Records a slice, and when the next may be done. */
    Future<Void> advance(SqlConnection connection, Job job, Slice slice, int phases) {
        boolean last = !slice.full() && job.phase() + 1 >= phases;
        UUID position = slice.last() == null ? job.position() : slice.last();
        Tuple values = Tuple.of(job.tenantId().value(), job.id(), (long) slice.processed(), (long) slice.opened())
                .addInteger(slice.full() ? job.phase() : job.phase() + 1)
                .addUUID(slice.full() ? position : new UUID(0, 0))
                .addLong(slice.processed() * 1_000L / job.ratePerSecond())
                .addBoolean(last);
        return connection.preparedQuery(ADVANCE).execute(values).mapEmpty();
    }

    /** Says that a job is to wait. */
    Future<Void> pause(SqlConnection connection, Job job, Duration pause) {
        return connection
                .preparedQuery(PAUSE)
                .execute(Tuple.of(job.tenantId().value(), job.id(), pause.toMillis()))
                .mapEmpty();
    }

    /** Notes that a slice could not be done. */
    Future<Void> fail(Job job) {
        return pool.preparedQuery(FAIL)
                .execute(Tuple.of(job.tenantId().value(), job.id(), MOST_FAILURES))
                .mapEmpty();
    }

    /** The time until the next slice of any job may be done, not positive if one is overdue; null if there is none. */
    Future<@Nullable Duration> next() {
        return pool.preparedQuery(NEXT).execute().map(JobStore::millis);
    }

    /** Forgets jobs that were made long ago and have ended. */
    Future<Void> forget() {
        Instant oldest = clock.instant().minus(config.retention());
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(TimeBound.at(oldest)))
                .mapEmpty();
    }

    private static @Nullable Duration millis(RowSet<Row> rows) {
        Long millis = rows.iterator().next().getLong("millis");
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static Optional<Job> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(JobStore::job)
                .findFirst();
    }

    private static Job job(Row row) {
        return new Job(
                new TenantId(row.getUUID("tenant_id")),
                row.getUUID("id"),
                read(row.getString("scope")),
                JobStatus.ofCode(row.getString("status")).orElseThrow(),
                row.getInteger("rate_per_second"),
                row.getLong("total"),
                row.getLong("processed"),
                row.getLong("opened"),
                row.getInteger("phase"),
                row.getUUID("position"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("started_at")),
                instant(row.getOffsetDateTime("finished_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static String write(JobScope scope) {
        try {
            return JSON.writeValueAsString(scope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The scope of a job can be written", e);
        }
    }

    private static JobScope read(String scope) {
        try {
            return JSON.readValue(scope, JobScope.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger holds a job whose scope cannot be read", e);
        }
    }
}

package io.hookgate.delivery.traffic;

import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** What has passed through for a tenant. Thread-safe. */
@ApplicationScoped
public class TrafficHistory {
    /** The most that {@link #backlog} counts of each kind. */
    public static final int MOST = 1_000;

    private static final String SUM = """
            SELECT floor((extract(EPOCH FROM minute) - $4) / $5)::int AS step, measure::int AS measure, sum(count)::bigint AS count
            FROM traffic WHERE tenant_id = $1 AND minute >= $2 AND minute < $3
            GROUP BY step, measure
            """;
    private static final String BACKLOG = """
            SELECT
                (SELECT count(*) FROM (SELECT 1 FROM open_delivery
                    WHERE tenant_id = $1 AND state < 2 AND attempts > 0 ORDER BY id LIMIT $2) AS retrying) AS retrying,
                (SELECT count(*) FROM (SELECT 1 FROM ended_delivery
                    WHERE tenant_id = $1 AND status = 1 AND status > 0 ORDER BY id LIMIT $2) AS dead) AS dead
            """;

    private final Pool pool;

    TrafficHistory(Pool pool) {
        this.pool = pool;
    }

    /**
     * What passed through within one step of time.
     *
     * @param received events that were stored
     * @param delivered deliveries that an endpoint has taken
     * @param dead deliveries that were given up
     * @param failedAttempts attempts that have failed
     * @param median the median time from receipt to delivery in milliseconds; empty without a delivery
     * @param slow the time in milliseconds that 95 of 100 deliveries did not exceed; empty without a delivery
     */
    public record Step(
            Instant from,
            long received,
            long delivered,
            long dead,
            long failedAttempts,
            OptionalLong median,
            OptionalLong slow) {}

    /**
     * All steps, and the same of the whole time.
     *
     * @param steps the oldest first, none left out
     */
    public record Traffic(List<Step> steps, Step total) {
        /** Copies the list. */
        public Traffic {
            steps = List.copyOf(steps);
        }
    }

    /**
     * What waits and what lies dead; counted up to {@link #MOST} each.
     */
    public record Backlog(long retrying, long dead) {}

    /** The tenant's traffic from a moment on, step by step. */
    public Uni<Traffic> since(TenantId tenantId, Instant from, Duration step, int steps) {
        Instant end = from.plus(step.multipliedBy(steps));
        Tuple values = Tuple.tuple()
                .addUUID(tenantId.value())
                .addOffsetDateTime(from.atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(end.atOffset(ZoneOffset.UTC))
                .addLong(from.getEpochSecond())
                .addLong(step.toSeconds());
        return pool.preparedQuery(SUM).execute(values).map(rows -> traffic(rows, from, step, steps));
    }

    /** What waits for another attempt and what lies dead. */
    public Uni<Backlog> backlog(TenantId tenantId) {
        return pool.preparedQuery(BACKLOG)
                .execute(Tuple.of(tenantId.value(), (long) MOST))
                .map(rows -> rows.iterator().next())
                .map(row -> new Backlog(row.getLong("retrying"), row.getLong("dead")));
    }

    private static Traffic traffic(RowSet<Row> rows, Instant from, Duration step, int steps) {
        Sums total = new Sums();
        Sums[] sums = new Sums[steps];
        Arrays.setAll(sums, index -> new Sums());
        for (Row row : rows) {
            int index = row.getInteger("step");
            if (index >= 0 && index < steps) {
                sums[index].add(row.getInteger("measure"), row.getLong("count"));
                total.add(row.getInteger("measure"), row.getLong("count"));
            }
        }
        List<Step> all = new ArrayList<>(steps);
        for (int index = 0; index < steps; index++) {
            all.add(sums[index].step(from.plus(step.multipliedBy(index))));
        }
        return new Traffic(all, total.step(from));
    }

    /** Adds up the measures of one step. */
    private static final class Sums {
        private final long[] counts = new long[Measure.values().length];
        private final long[] latencies = new long[Latency.buckets()];

        void add(int measure, long count) {
            if (measure < counts.length) {
                counts[measure] += count;
            } else if (measure >= Latency.FIRST && measure < Latency.FIRST + latencies.length) {
                latencies[measure - Latency.FIRST] += count;
            }
        }

        Step step(Instant from) {
            return new Step(
                    from,
                    counts[Measure.RECEIVED.number()],
                    counts[Measure.DELIVERED.number()],
                    counts[Measure.DEAD.number()],
                    counts[Measure.FAILED_ATTEMPT.number()],
                    Latency.quantile(latencies, 0.5),
                    Latency.quantile(latencies, 0.95));
        }
    }
}

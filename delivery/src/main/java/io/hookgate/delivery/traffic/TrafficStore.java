package io.hookgate.delivery.traffic;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Writes what {@link TrafficMeter} has counted to the table {@code traffic}, and forgets what is too old to be shown. */
@ApplicationScoped
class TrafficStore {
    private static final Logger LOG = Logger.getLogger(TrafficStore.class);
    private static final long INTERVAL_MILLIS = 2_000;
    private static final long FORGET_INTERVAL_MILLIS = 3_600_000;
    private static final long PATIENCE_SECONDS = 5;
    private static final Duration KEPT = Duration.ofDays(8);
    private static final String ADD = """
            INSERT INTO traffic (tenant_id, minute, measure, count)
            SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::smallint[], $4::bigint[])
            ON CONFLICT (tenant_id, minute, measure) DO UPDATE SET count = traffic.count + excluded.count
            """;
    private static final String FORGET = "DELETE FROM traffic WHERE minute < $1";
    /** One order for all nodes, so that none waits for another in a circle. */
    private static final Comparator<TrafficMeter.Count> IN_ORDER = Comparator.comparing(
                    (TrafficMeter.Count count) -> count.cell().tenantId().toString())
            .thenComparing(count -> count.cell().minute())
            .thenComparing(count -> count.cell().measure());

    private final TrafficMeter meter;
    private final Pool pool;
    private final Vertx vertx;
    private final Clock clock;

    TrafficStore(TrafficMeter meter, Pool pool, Vertx vertx, Clock clock) {
        this.meter = meter;
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(INTERVAL_MILLIS, timer -> write());
        vertx.setPeriodic(FORGET_INTERVAL_MILLIS, timer -> forget());
    }

    void stop(@Observes ShutdownEvent stopped) {
        try {
            write().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warnf("The last counts of traffic could not be written: %s", e);
        }
    }

    Future<Void> write() {
        List<TrafficMeter.Count> counts = meter.take().stream().sorted(IN_ORDER).toList();
        if (counts.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(column(counts, count -> count.cell().tenantId().value(), new UUID[0]))
                .addArrayOfOffsetDateTime(
                        column(counts, count -> count.cell().minute().atOffset(ZoneOffset.UTC), new OffsetDateTime[0]))
                .addArrayOfShort(column(counts, count -> (short) count.cell().measure(), new Short[0]))
                .addArrayOfLong(column(counts, TrafficMeter.Count::count, new Long[0]));
        return pool.preparedQuery(ADD)
                .execute(values)
                .onFailure(failure -> {
                    meter.putBack(counts);
                    LOG.warnf("Counts of traffic could not be written and will be tried again: %s", failure);
                })
                .mapEmpty();
    }

    private Future<Void> forget() {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC)))
                .onFailure(failure -> LOG.warnf("Old counts of traffic could not be deleted: %s", failure))
                .mapEmpty();
    }

    private static <T> T[] column(List<TrafficMeter.Count> counts, Function<TrafficMeter.Count, T> value, T[] type) {
        return counts.stream().map(value).toList().toArray(type);
    }
}

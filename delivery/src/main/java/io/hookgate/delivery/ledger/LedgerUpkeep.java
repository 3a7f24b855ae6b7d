package io.hookgate.delivery.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Makes the partitions of the days to come, drops those that are past retention, and forgets old keys and the health of
 * endpoints that are no longer used. */
@ApplicationScoped
public class LedgerUpkeep {
    private static final Logger LOG = Logger.getLogger(LedgerUpkeep.class);
    private static final int KEYS_AT_ONCE = 20_000;
    private static final String CREATE = "SELECT create_ledger_partitions($1, $2)";
    private static final String DROP = "SELECT drop_ledger_partitions($1)";
    private static final String FORGET_KEYS = """
            DELETE FROM event_key WHERE key IN (
                SELECT key FROM event_key WHERE event_id < $1 ORDER BY event_id LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;
    private static final String FORGET_HEALTH =
            "DELETE FROM endpoint_health WHERE coalesce(greatest(last_success_at, last_failure_at), '-infinity') < $1";

    private final Pool pool;
    private final Vertx vertx;
    private final Clock clock;
    private final LedgerConfig config;
    private volatile long timer = -1;

    LedgerUpkeep(Pool pool, Vertx vertx, Clock clock, LedgerConfig config) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
        this.config = config;
    }

    /** Does what is to be done now, and again and again until {@link #stop}. Several nodes may do so at the same time. */
    public void start() {
        timer = vertx.setPeriodic(0, config.upkeepInterval().toMillis(), id -> run());
    }

    /** Ends the repetition. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Does once what is to be done now. */
    Future<Void> run() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return createPartitions(today)
                .compose(created ->
                        dropPartitions(today.minusDays(config.retention().toDays())))
                .compose(dropped -> forgetKeys())
                .compose(forgotten -> forgetHealth())
                .onFailure(failure -> LOG.warnf("The upkeep of the ledger failed and will be repeated: %s", failure));
    }

    private Future<Void> createPartitions(LocalDate today) {
        return pool.preparedQuery(CREATE)
                .execute(Tuple.of(today.minusDays(1), today.plusDays(config.daysAhead())))
                .mapEmpty();
    }

    private Future<Void> dropPartitions(LocalDate firstKept) {
        return pool.preparedQuery(DROP)
                .execute(Tuple.of(firstKept))
                .onSuccess(rows -> logDropped(firstKept, rows))
                .mapEmpty();
    }

    private static void logDropped(LocalDate firstKept, RowSet<Row> rows) {
        int dropped = rows.iterator().next().getInteger(0);
        if (dropped > 0) {
            LOG.infof("Dropped %d partitions of the ledger from before %s", (Object) dropped, firstKept);
        }
    }

    private Future<Void> forgetKeys() {
        Instant oldestKept = clock.instant().minus(config.deduplicationWindow());
        return pool.preparedQuery(FORGET_KEYS)
                .execute(Tuple.of(TimeBound.at(oldestKept), KEYS_AT_ONCE))
                .compose(rows -> rows.rowCount() == KEYS_AT_ONCE ? forgetKeys() : Future.succeededFuture());
    }

    /** Of endpoints that nothing has gone to for so long, most of which are no more. */
    private Future<Void> forgetHealth() {
        OffsetDateTime oldestKept = clock.instant().minus(config.retention()).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(FORGET_HEALTH).execute(Tuple.of(oldestKept)).mapEmpty();
    }
}

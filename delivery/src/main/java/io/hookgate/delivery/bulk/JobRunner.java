package io.hookgate.delivery.bulk;

import io.hookgate.tenant.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does jobs, slice by slice, one slice of this node at a time; jobs take turns. What a node had under way when it died has not
 * happened, and any node does it again. Thread-safe.
 */
@ApplicationScoped
public class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    private static final Duration BACKLOG_PAUSE = Duration.ofMillis(500);
    private static final Duration FORGET_INTERVAL = Duration.ofHours(1);
    private static final String BACKLOG = """
            SELECT count(*) FROM (
                SELECT FROM open_delivery WHERE job_id IS NOT NULL AND state IN (-1, 1) AND job_id = $1 LIMIT $2) AS waiting
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final JobStore store;
    private final RetryWork retries;
    private final ReplayWork replays;
    private final Configuration configuration;
    private final BulkConfig config;
    private boolean running;
    private boolean inSlice;
    private boolean again;
    private long timer = -1;
    private long forgetTimer = -1;
    private @Nullable Promise<Void> idle;

    JobRunner(
            Vertx vertx,
            Pool pool,
            JobStore store,
            RetryWork retries,
            ReplayWork replays,
            Configuration configuration,
            BulkConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.store = store;
        this.retries = retries;
        this.replays = replays;
        this.configuration = configuration;
        this.config = config;
    }

    /** Begins to do jobs. */
    public synchronized void start() {
        running = true;
        forgetTimer = vertx.setPeriodic(FORGET_INTERVAL.toMillis(), id -> store.forget());
        sleep(config.pollInterval());
    }

    /** Does no more jobs; succeeds when the slice that is under way has ended. */
    public synchronized Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        vertx.cancelTimer(forgetTimer);
        if (!inSlice) {
            return Future.succeededFuture();
        }
        Promise<Void> ended = Promise.promise();
        idle = ended;
        return ended.future();
    }

    /** Looks for a job at once: there is a new one. */
    public synchronized void wake() {
        if (inSlice) {
            again = true;
        } else {
            sleep(Duration.ZERO);
        }
    }

    private void sleep(Duration time) {
        if (running) {
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(Math.max(1, time.toMillis()), id -> step());
        }
    }

    private void step() {
        synchronized (this) {
            if (!running || inSlice) {
                return;
            }
            inSlice = true;
            again = false;
        }
        if (!configuration.isLoaded()) {
            ended(config.pollInterval());
            return;
        }
        AtomicReference<@Nullable Job> taken = new AtomicReference<>();
        pool.withTransaction(connection -> store.take(connection).compose(job -> {
                    taken.set(job.orElse(null));
                    return job.isPresent() ? work(connection, job.get()) : Future.succeededFuture();
                }))
                .onSuccess(done -> goOn(taken.get() != null))
                .onFailure(failure -> failed(Optional.ofNullable(taken.get()), failure));
    }

    private Future<Void> work(SqlConnection connection, Job job) {
        return connection
                .preparedQuery(BACKLOG)
                .execute(Tuple.of(job.id(), config.backlog()))
                .compose(rows -> rows.iterator().next().getLong(0) >= config.backlog()
                        ? store.pause(connection, job, BACKLOG_PAUSE)
                        : slice(connection, job));
    }

    private Future<Void> slice(SqlConnection connection, Job job) {
        Work work = job.scope() instanceof JobScope.Retry ? retries : replays;
        Future<Void> begun = job.status() == JobStatus.QUEUED
                ? work.count(connection, job).compose(total -> store.begin(connection, job, total))
                : Future.succeededFuture();
        int limit = Math.min(config.slice(), job.ratePerSecond());
        return begun.compose(counted -> work.next(connection, job, limit))
                .compose(slice -> store.advance(connection, job, slice, work.phases(job)));
    }

    private void goOn(boolean worked) {
        if (worked) {
            ended(Duration.ZERO);
            return;
        }
        store.next().onComplete(next -> ended(next.succeeded() ? until(next.result()) : config.pollInterval()));
    }

    private Duration until(@Nullable Duration next) {
        return next == null || next.compareTo(config.pollInterval()) > 0 ? config.pollInterval() : next;
    }

    private void failed(Optional<Job> taken, Throwable failure) {
        LOG.warnf("A slice of bulk work failed and will be done again: %s", failure);
        Future<Void> noted = taken.map(store::fail).orElseGet(Future::succeededFuture);
        noted.onComplete(done -> ended(config.pollInterval()));
    }

    private synchronized void ended(Duration pause) {
        inSlice = false;
        if (idle != null) {
            idle.complete();
        }
        sleep(again ? Duration.ZERO : pause);
    }
}

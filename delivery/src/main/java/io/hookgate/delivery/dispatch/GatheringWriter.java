package io.hookgate.delivery.dispatch;

import io.micrometer.core.instrument.DistributionSummary;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Writes what has gathered while the previous write was under way, and goes on trying while the database is away.
 *
 * <p>A write must be repeatable: whether one that failed took effect is not known. Thread-safe.
 */
final class GatheringWriter<T> {
    private static final Logger LOG = Logger.getLogger(GatheringWriter.class);
    private static final long PAUSE_MILLIS = 500;
    /** SQLSTATE classes for data and constraints: the statement itself is at fault, and repeating it is of no use. */
    private static final List<String> AT_FAULT = List.of("22", "23");

    private final Vertx vertx;
    private final int most;
    private final Function<List<T>, Future<Void>> write;
    private final Consumer<T> settled;
    private final DistributionSummary sizes;
    private final Queue<T> gathered = new ArrayDeque<>();
    private final List<Promise<Void>> idleWaiters = new ArrayList<>();
    private boolean writing;

    /**
     * Begins with nothing.
     *
     * @param most items of one write
     * @param settled is told of each item when it has been written, or has turned out not to be writable
     */
    GatheringWriter(
            Vertx vertx,
            int most,
            Function<List<T>, Future<Void>> write,
            Consumer<T> settled,
            DistributionSummary sizes) {
        this.vertx = vertx;
        this.most = most;
        this.write = write;
        this.settled = settled;
        this.sizes = sizes;
    }

    void add(T item) {
        synchronized (this) {
            gathered.add(item);
        }
        writeNext();
    }

    /** Succeeds when everything has been written that was there. */
    synchronized Future<Void> idle() {
        if (!writing && gathered.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> idle = Promise.promise();
        idleWaiters.add(idle);
        return idle.future();
    }

    private void writeNext() {
        List<T> batch = takeBatch();
        if (!batch.isEmpty()) {
            sizes.record(batch.size());
            attempt(batch);
        }
    }

    private synchronized List<T> takeBatch() {
        List<T> batch = new ArrayList<>();
        if (writing) {
            return batch;
        }
        while (batch.size() < most && !gathered.isEmpty()) {
            batch.add(gathered.remove());
        }
        writing = !batch.isEmpty();
        if (!writing) {
            idleWaiters.forEach(Promise::tryComplete);
            idleWaiters.clear();
        }
        return batch;
    }

    private void attempt(List<T> batch) {
        write.apply(batch).onComplete(written -> {
            if (written.succeeded()) {
                finish(batch);
            } else {
                recover(batch, written.cause());
            }
        });
    }

    private void finish(List<T> batch) {
        batch.forEach(settled);
        synchronized (this) {
            writing = false;
        }
        writeNext();
    }

    private void recover(List<T> batch, Throwable cause) {
        if (!isAtFault(cause)) {
            LOG.warnf("%d outcomes could not be written and will be written again: %s", (Object) batch.size(), cause);
            vertx.setTimer(PAUSE_MILLIS, timer -> attempt(batch));
        } else if (batch.size() == 1) {
            LOG.errorf("An outcome cannot be written: %s", cause);
            finish(batch);
        } else {
            writeOneByOne(batch, 0);
        }
    }

    private void writeOneByOne(List<T> batch, int index) {
        if (index == batch.size()) {
            finish(batch);
            return;
        }
        write.apply(List.of(batch.get(index))).onComplete(written -> {
            if (written.succeeded()) {
                writeOneByOne(batch, index + 1);
            } else if (isAtFault(written.cause())) {
                LOG.errorf("An outcome cannot be written: %s", written.cause());
                writeOneByOne(batch, index + 1);
            } else {
                vertx.setTimer(PAUSE_MILLIS, timer -> writeOneByOne(batch, index));
            }
        });
    }

    private static boolean isAtFault(Throwable cause) {
        return cause instanceof PgException fault
                && fault.getSqlState() != null
                && AT_FAULT.contains(fault.getSqlState().substring(0, 2));
    }
}

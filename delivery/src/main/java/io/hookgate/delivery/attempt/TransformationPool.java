package io.hookgate.delivery.attempt;

import io.hookgate.model.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs transformations beside the event loops, where an expression may take a second, and shares the time: of the tenants
 * that have work waiting, the one that has used the least comes next, and none has all threads. So a tenant with slow
 * expressions keeps its own deliveries waiting, and nobody else's. Thread-safe.
 */
final class TransformationPool {
    private static final int FEWEST_THREADS = 2;

    private final int threads;
    private final LongSupplier nanoTime;
    private final ExecutorService executor;
    private final Map<TenantId, Share> shares = new HashMap<>();
    /** Those that have work waiting and may have a thread, the next one first. */
    private final TreeSet<Share> ready = new TreeSet<>(
            Comparator.comparingLong((Share share) -> share.usedNanos).thenComparingLong(share -> share.serial));

    private long serial;
    private int working;
    /** What the tenant chosen last had used: a tenant that comes new, or again, begins there. */
    private long level;

    /** At least two threads. */
    TransformationPool(int threads, LongSupplier nanoTime) {
        this.threads = threads;
        this.nanoTime = nanoTime;
        AtomicInteger number = new AtomicInteger();
        this.executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "hookgate-transformation-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Leaves the other half of the processors to everything else. */
    static TransformationPool onHalfOfTheProcessors() {
        return new TransformationPool(
                Math.max(FEWEST_THREADS, Runtime.getRuntime().availableProcessors() / 2), System::nanoTime);
    }

    /** Runs something that ends by itself; the future is completed on the caller's context, if it has one. */
    <T> Future<T> run(TenantId tenantId, Callable<T> work) {
        Promise<T> promise = Promise.promise();
        Context context = Vertx.currentContext();
        Runnable task = () -> {
            Future<T> result = call(work);
            if (context == null) {
                result.onComplete(promise);
            } else {
                context.runOnContext(nothing -> result.onComplete(promise));
            }
        };
        try {
            add(tenantId, task);
            return promise.future();
        } catch (RejectedExecutionException closed) {
            return Future.failedFuture(closed);
        }
    }

    private static <T> Future<T> call(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception | Error failure) {
            return Future.failedFuture(failure);
        }
    }

    private synchronized void add(TenantId tenantId, Runnable task) {
        Share share = shares.computeIfAbsent(tenantId, id -> new Share(id, serial++, level));
        ready.remove(share);
        share.waiting.add(task);
        offer(share);
        if (working < threads) {
            executor.execute(this::work);
            working++;
        }
    }

    private void work() {
        for (Turn turn = take(); turn != null; turn = take()) {
            long begun = nanoTime.getAsLong();
            turn.task().run();
            giveBack(turn.share(), nanoTime.getAsLong() - begun);
        }
    }

    private synchronized @Nullable Turn take() {
        Share share = ready.pollFirst();
        if (share == null) {
            working--;
            return null;
        }
        level = Math.max(level, share.usedNanos);
        share.running++;
        Turn turn = new Turn(share, share.waiting.remove());
        offer(share);
        return turn;
    }

    private synchronized void giveBack(Share share, long nanos) {
        ready.remove(share);
        share.running--;
        share.usedNanos += nanos;
        offer(share);
        if (share.running == 0 && share.waiting.isEmpty()) {
            shares.remove(share.tenantId);
        }
    }

    /** One thread is always left to the others. */
    private void offer(Share share) {
        if (!share.waiting.isEmpty() && share.running < threads - 1) {
            ready.add(share);
        }
    }

    /** Lets running work end, and drops what waits. */
    void close() {
        executor.shutdownNow();
    }

    /** A tenant's part, as long as it has work. Changed under the pool's lock, and while it is not among the ready ones. */
    private static final class Share {
        private final TenantId tenantId;
        private final long serial;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
        private long usedNanos;

        Share(TenantId tenantId, long serial, long usedNanos) {
            this.tenantId = tenantId;
            this.serial = serial;
            this.usedNanos = usedNanos;
        }
    }

    /** A task whose time has come. */
    private record Turn(Share share, Runnable task) {}
}

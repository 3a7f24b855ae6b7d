package io.hookgate.benchmarks.load;

import io.hookgate.benchmarks.event.Tally;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sends events over kept-alive HTTP/1.1 connections without pipelining, and stops by itself: load is bounded in time and
 * number. One job at a time.
 */
public final class LoadGenerator implements AutoCloseable {

    private static final long PACING_NANOS = TimeUnit.MICROSECONDS.toNanos(250);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final List<LoadWorker> workers;

    private LoadGenerator(Vertx vertx, List<LoadWorker> workers) {
        this.vertx = vertx;
        this.workers = workers;
    }

    /**
     * Starts the event loops.
     *
     * @param connections how many connections there are at the most, in all
     * @throws IllegalArgumentException when there are fewer connections than event loops
     */
    public static LoadGenerator start(int eventLoops, int connections) {
        if (connections < eventLoops) {
            throw new IllegalArgumentException("Each event loop needs a connection");
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops));
        List<LoadWorker> workers = IntStream.range(0, eventLoops)
                .mapToObj(index -> new LoadWorker(connections / eventLoops))
                .toList();
        for (LoadWorker worker : workers) {
            await(vertx.deployVerticle(worker).toCompletionStage().toCompletableFuture(), PATIENCE);
        }
        return new LoadGenerator(vertx, workers);
    }

    /**
     * Carries out a plan and waits until every request was answered or has failed.
     *
     * @throws IllegalStateException when the product stops answering
     */
    public LoadReport run(LoadPlan plan, Tally tally) {
        long start = System.nanoTime();
        LoadJob job = new LoadJob(plan, tally, start);
        Duration limit = plan.duration().multipliedBy(2).plus(PATIENCE);
        if (plan.pace() instanceof Pace.ConstantRate constant) {
            await(pace(job, Schedule.over(plan.duration(), constant.perSecond(), start, plan.atMost())), limit);
        } else {
            await(all(workers.stream().map(worker -> worker.saturate(job)).toList()), limit);
        }
        return job.report();
    }

    /** The identifiers of the threads that do the work. */
    public Set<Long> threads() {
        return workers.stream().map(LoadWorker::thread).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        await(vertx.close().toCompletionStage().toCompletableFuture(), PATIENCE);
    }

    private CompletableFuture<Void> pace(LoadJob job, Schedule schedule) {
        List<LoadWorker.Paced> parts = IntStream.range(0, workers.size())
                .mapToObj(index -> workers.get(index).follow(job, schedule, index, workers.size()))
                .toList();
        long due = 0;
        while (due < schedule.count()) {
            LockSupport.parkNanos(Math.max(PACING_NANOS, schedule.due(due) - System.nanoTime()));
            due = schedule.dueBy(System.nanoTime());
            parts.forEach(LoadWorker.Paced::wake);
        }
        return all(parts.stream().map(LoadWorker.Paced::done).toList());
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
    }

    private static void await(CompletableFuture<?> future, Duration limit) {
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("No answer within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The load generator failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}

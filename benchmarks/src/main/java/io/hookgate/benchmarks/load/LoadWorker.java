package io.hookgate.benchmarks.load;

import io.hookgate.benchmarks.event.EventMark;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One event loop of the load generator with its own connections. Its fields belong to that event loop. */
final class LoadWorker extends AbstractVerticle {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final long RETRY_AFTER_MILLIS = 5;
    private static final long BACKLOG_CHECK_MILLIS = 1;
    private static final int MOST_IN_FLIGHT = 10_000;

    private final int connections;
    private final AtomicLong thread = new AtomicLong();
    private Optional<HttpClient> client = Optional.empty();

    LoadWorker(int connections) {
        this.connections = connections;
    }

    @Override
    public void start() {
        thread.set(Thread.currentThread().getId());
        client = Optional.of(vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(-1)
                .setIdleTimeout((int) ANSWER_TIMEOUT.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)));
    }

    /** The identifier of the event loop's thread. */
    long thread() {
        return thread.get();
    }

    /** Sends over every connection as fast as answers come; completes when the job is over and all are answered. */
    CompletableFuture<Void> saturate(LoadJob job) {
        Saturating saturating = new Saturating(job);
        context.runOnContext(start -> saturating.start());
        return saturating.done;
    }

    /** Sends those events of a schedule whose number leaves {@code remainder} when divided by {@code divisor}. */
    Paced follow(LoadJob job, Schedule schedule, int remainder, int divisor) {
        return new Paced(job, schedule, remainder, divisor);
    }

    private Future<Integer> send(LoadJob job, RequestOptions options, RequestSignature signature, EventMark mark) {
        byte[] body = job.body(mark);
        return client.orElseThrow()
                .request(options)
                .compose(request -> {
                    job.sending(mark);
                    signature.sign(body, request.headers());
                    return exchange(request, body);
                })
                .onSuccess(status -> job.answered(mark, status))
                .onFailure(job::failed);
    }

    private static Future<Integer> exchange(HttpClientRequest request, byte[] body) {
        return request.send(Buffer.buffer(body))
                .compose(response -> response.end().map(response.statusCode()));
    }

    private static boolean accepted(Future<Integer> answer) {
        return answer.succeeded() && answer.result() / 100 == 2;
    }

    private final class Saturating {
        private final LoadJob job;
        private final RequestOptions options;
        private final RequestSignature signature;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private int lanes = connections;

        private Saturating(LoadJob job) {
            this.job = job;
            this.options = job.request();
            this.signature = job.plan().target().signature().get();
        }

        private void start() {
            for (int lane = 0; lane < connections; lane++) {
                next();
            }
        }

        private void next() {
            long now = System.nanoTime();
            if (!job.mayGoOn(now)) {
                endLane();
                return;
            }
            if (job.backlogFull()) {
                vertx.setTimer(BACKLOG_CHECK_MILLIS, timer -> next());
                return;
            }
            Future<Integer> answer = send(job, options, signature, job.next(now));
            answer.onComplete(completed -> goOn(accepted(answer)));
        }

        private void goOn(boolean accepted) {
            if (accepted) {
                next();
                return;
            }
            vertx.setTimer(RETRY_AFTER_MILLIS, timer -> next());
        }

        private void endLane() {
            lanes--;
            if (lanes == 0) {
                done.complete(null);
            }
        }
    }

    /** This worker's part of a schedule; {@link #wake()} is called by the pacing thread, the rest runs on the event loop. */
    final class Paced {
        private final LoadJob job;
        private final Schedule schedule;
        private final int step;
        private final RequestOptions options;
        private final RequestSignature signature;
        private final AtomicBoolean awake = new AtomicBoolean();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private long next;
        private int inFlight;

        private Paced(LoadJob job, Schedule schedule, int first, int step) {
            this.job = job;
            this.schedule = schedule;
            this.next = first;
            this.step = step;
            this.options = job.request();
            this.signature = job.plan().target().signature().get();
        }

        /** Completes when every event was sent and answered. */
        CompletableFuture<Void> done() {
            return done;
        }

        /** Makes the event loop send what has become due. */
        void wake() {
            if (awake.compareAndSet(false, true)) {
                context.runOnContext(run -> {
                    awake.set(false);
                    sendDue();
                });
            }
        }

        private void sendDue() {
            long due = schedule.dueBy(System.nanoTime());
            while (next < due && inFlight < MOST_IN_FLIGHT) {
                EventMark mark = job.next(schedule.due(next));
                next += step;
                inFlight++;
                send(job, options, signature, mark).onComplete(answer -> answered());
            }
            if (next >= schedule.count() && inFlight == 0) {
                done.complete(null);
            }
        }

        private void answered() {
            inFlight--;
            sendDue();
        }
    }
}

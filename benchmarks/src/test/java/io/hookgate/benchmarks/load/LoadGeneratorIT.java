package io.hookgate.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.benchmarks.event.EventKind;
import io.hookgate.benchmarks.event.EventMix;
import io.hookgate.benchmarks.event.Tally;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorIT {

    private static final long PAUSE_MILLIS = 400;

    private final Vertx vertx = Vertx.vertx();
    private final Tally tally = new Tally(1, new EventMix(List.of(EventKind.of("t", "c")), 256));

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void countsAPauseForEveryEventThatWasDueInIt() {
        AtomicBoolean paused = new AtomicBoolean();
        Target target = serve(request -> request.end(body -> {
            if (paused.compareAndSet(false, true)) {
                vertx.setTimer(PAUSE_MILLIS, timer -> answer(request, 202));
            } else {
                answer(request, 202);
            }
        }));

        LoadReport report = run(1, new LoadPlan(target, new Pace.ConstantRate(100), Duration.ofMillis(500), 1_000));

        // One connection: of the 50 events the first 10 were due at least 300 ms before the pause was over. A generator
        // that waits for each answer before it sends the next would have seen one slow answer only.
        assertThat(report.sent()).isEqualTo(50);
        assertThat(report.answers()).containsOnly(java.util.Map.entry("202", 50L));
        assertThat(report.answerLatency().p90()).isGreaterThanOrEqualTo(300);
        assertThat(report.latestMillis()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void stopsAtTheNumberAllowed() {
        Target target = serve(request -> request.end(body -> answer(request, 202)));

        LoadReport report = run(8, new LoadPlan(target, new Pace.Saturation(1_000_000), Duration.ofSeconds(30), 500));

        assertThat(report.sent()).isEqualTo(500);
        assertThat(tally.accepted()).isEqualTo(500);
    }

    @Test
    void acceptsOnlyWhatWasAnsweredWithSuccess() {
        AtomicInteger requests = new AtomicInteger();
        Target target = serve(request -> request.end(body -> {
            int number = requests.incrementAndGet();
            if (number % 4 == 0) {
                request.connection().close();
            } else {
                answer(request, number % 4 == 1 ? 503 : 202);
            }
        }));

        LoadReport report = run(4, new LoadPlan(target, new Pace.Saturation(1_000_000), Duration.ofSeconds(30), 40));

        assertThat(tally.accepted()).isEqualTo(20);
        assertThat(report.answers()).containsEntry("202", 20L).containsEntry("503", 10L);
        assertThat(report.answers().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(40);
    }

    @Test
    void waitsWhileTooMuchIsAcceptedAndNotDelivered() {
        Target target = serve(request -> request.end(body -> answer(request, 202)));

        LoadReport report = run(1, new LoadPlan(target, new Pace.Saturation(5), Duration.ofMillis(500), 1_000));

        assertThat(report.sent()).isBetween(1L, 5L);
    }

    private LoadReport run(int connections, LoadPlan plan) {
        try (LoadGenerator load = LoadGenerator.start(1, connections)) {
            return load.run(plan, tally);
        }
    }

    private Target serve(Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    handler.handle(request);
                    request.resume();
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return Target.unsigned(URI.create("http://127.0.0.1:" + server.actualPort() + "/"));
    }

    private static void answer(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end();
    }
}

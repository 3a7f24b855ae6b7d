package io.hookgate.benchmarks.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.benchmarks.event.EventKind;
import io.hookgate.benchmarks.load.Pace;
import io.hookgate.benchmarks.load.Target;
import io.hookgate.benchmarks.machine.ProcessGroup;
import io.hookgate.benchmarks.product.EndpointSpec;
import io.hookgate.benchmarks.product.Filter;
import io.hookgate.benchmarks.product.GatewayDriver;
import io.hookgate.benchmarks.product.Workspace;
import io.hookgate.benchmarks.receive.Behaviour;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the harness says about products that do not do what they should. */
class BenchIT {

    private static final Settings SHORT = new Settings(1, 1, 1, 2, 4, 512, 1_000, 100, 10, 10, 10, 1);
    private static final Pace SATURATION = new Pace.Saturation(1_000);
    private static final Duration UNTIL_ALL_ARE_SENT = Duration.ofMinutes(1);
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final Bench bench = Bench.start(
            SHORT, new Progress(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), false));
    private URI endpoint;

    @BeforeEach
    void addEndpoint() {
        endpoint = bench.receiver().endpoint("fast", new Behaviour.Fast());
    }

    @AfterEach
    void stop() {
        bench.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void findsEventsThatWereAcceptedAndLost() {
        Product product =
                new Product(vertx, endpoint, number -> number % 10 == 0 ? List.of() : List.of("d-" + number), 0);

        RoundResult result = bench.measure(product.candidate(), SATURATION, UNTIL_ALL_ARE_SENT);

        assertThat(result.accepted()).isEqualTo(100);
        assertThat(result.missing()).isEqualTo(10);
        assertThat(result.complete()).isFalse();
    }

    @Test
    void findsEventsThatWereDeliveredTwice() {
        Product product = new Product(
                vertx,
                endpoint,
                number -> number % 10 == 0 ? List.of("d-" + number, "again-" + number) : List.of("d-" + number),
                0);

        RoundResult result = bench.measure(product.candidate(), SATURATION, UNTIL_ALL_ARE_SENT);

        assertThat(result.conflicts()).isEqualTo(10);
        assertThat(result.complete()).isFalse();
    }

    @Test
    void doesNotCountWhatIsDeliveredAndNotRecorded() {
        Product product = new Product(vertx, endpoint, number -> List.of("d-" + number), 40);

        RoundResult result = bench.measure(product.candidate(), SATURATION, UNTIL_ALL_ARE_SENT);

        assertThat(result.delivered()).isEqualTo(100);
        assertThat(result.recorded()).isEqualTo(60);
        assertThat(result.eventsPerSecond() * result.wallSeconds())
                .isCloseTo(60, org.assertj.core.data.Offset.offset(0.001));
        assertThat(result.complete()).isFalse();
    }

    @Test
    void saysWhatIsWrongWhenAProductTakesNothing() {
        Candidate nowhere = new Product(vertx, endpoint, number -> List.of("d-" + number), 0).candidate();
        Candidate closed = new Candidate(
                "closed",
                nowhere.driver(),
                nowhere.workspace(),
                Target.unsigned(URI.create("http://127.0.0.1:1/")),
                nowhere.kinds());

        RoundResult result = bench.measure(closed, new Pace.ConstantRate(20), ONE_SECOND);

        assertThat(result.accepted()).isZero();
        assertThat(result.answers().values()).containsExactly(20L);
        assertThat(result.eventsPerSecond()).isZero();
    }

    /** Answers everything with 202, and delivers as the test says. */
    private static final class Product implements GatewayDriver, Workspace {

        private final HttpClient client;
        private final HttpServer server;
        private final URI endpoint;
        private final java.util.function.LongFunction<List<String>> deliveries;
        private final long unrecorded;
        private final AtomicLong requests = new AtomicLong();

        private Product(
                Vertx vertx, URI endpoint, java.util.function.LongFunction<List<String>> deliveries, long unrecorded) {
            this.client = vertx.createHttpClient();
            this.endpoint = endpoint;
            this.deliveries = deliveries;
            this.unrecorded = unrecorded;
            this.server = vertx.createHttpServer()
                    .requestHandler(request -> request.bodyHandler(body -> take(request, body)))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }

        private Candidate candidate() {
            return new Candidate("product", this, this, registerSource("s"), List.of(EventKind.of("t", "c")));
        }

        private void take(HttpServerRequest request, Buffer body) {
            deliveries.apply(requests.getAndIncrement()).forEach(id -> deliver(id, body));
            request.response().setStatusCode(202).end();
        }

        private void deliver(String id, Buffer body) {
            client.request(new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setAbsoluteURI(endpoint.toString())
                            .addHeader("webhook-id", id))
                    .compose(request -> request.send(body));
        }

        @Override
        public Target registerSource(String name) {
            return Target.unsigned(URI.create("http://127.0.0.1:" + server.actualPort() + "/"));
        }

        @Override
        public OptionalLong recordedSince(Instant since) {
            return OptionalLong.of(requests.get() - unrecorded);
        }

        @Override
        public String registerEndpoint(EndpointSpec spec) {
            return spec.name();
        }

        @Override
        public void subscribe(String name, List<Filter> filters) {}

        @Override
        public String name() {
            return "product";
        }

        @Override
        public Duration start() {
            return Duration.ZERO;
        }

        @Override
        public Workspace open(String name) {
            return this;
        }

        @Override
        public List<ProcessGroup> processes() {
            return List.of();
        }

        @Override
        public OptionalLong servingJvm() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {}
    }
}

package io.hookgate.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Receiver;
import io.hookgate.delivery.TestNode;
import io.hookgate.delivery.World;
import io.hookgate.delivery.attempt.Outcome.Delivered;
import io.hookgate.delivery.attempt.Outcome.Permanent;
import io.hookgate.delivery.attempt.Outcome.Retryable;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EventId;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.PayloadForm;
import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.RetryPolicy.StatusAction;
import io.hookgate.tenant.RetryPolicy.StatusRule;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an attempt, with receivers that behave and misbehave in every way. */
class AttemptIT {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final World world = new World();
    private final AttemptSender sender = AttemptFixture.sender(vertx, world.configuration(), Map.of(), "127.0.0.0/8");

    @AfterEach
    void close() {
        sender.close();
        TestNode.await(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void everyStatusOf2xxIsASuccess(int status) {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(status))) {
            AttemptResult result = send(receiver.url("/"), LONG);

            assertThat(result.outcome()).isEqualTo(new Delivered());
            assertThat(result.attempt().statusCode()).isEqualTo(status);
            assertThat(result.attempt().error()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 304, 307, 308, 400, 404, 429, 500, 503})
    void anyOtherStatusIsAFailure(int status) {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(status))) {
            AttemptResult result = send(receiver.url("/"), LONG);

            assertThat(result.outcome()).isEqualTo(new Retryable(Failure.HTTP_STATUS, Optional.empty()));
            assertThat(result.attempt().statusCode()).isEqualTo(status);
            assertThat(result.attempt().error()).isEqualTo("http-status");
        }
    }

    @Test
    void retryAfterIsTakenFromTheAnswer() {
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) -> response.setStatusCode(429)
                        .putHeader("Retry-After", "7")
                        .end())) {
            assertThat(send(receiver.url("/"), LONG).outcome())
                    .isEqualTo(new Retryable(Failure.HTTP_STATUS, Optional.of(Duration.ofSeconds(7))));
        }
    }

    @Test
    void goneIsPermanent() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(410))) {
            assertThat(send(receiver.url("/"), LONG).outcome())
                    .isEqualTo(new Permanent(Failure.HTTP_STATUS, "gone", true));
        }
    }

    @ParameterizedTest
    @CsvSource({"404, retry", "403, fail", "451, disable", "503, fail", "410, retry", "500, retry"})
    void theFirstRuleThatFitsAStatusDecides(int status, String expected) {
        RetryPolicy policy = new RetryPolicy(
                new RetryPolicy.Schedule(List.of()),
                0,
                Optional.empty(),
                List.of(
                        new StatusRule(404, 404, StatusAction.RETRY),
                        new StatusRule(410, 410, StatusAction.RETRY),
                        new StatusRule(451, 451, StatusAction.DISABLE),
                        new StatusRule(400, 499, StatusAction.FAIL),
                        new StatusRule(503, 503, StatusAction.FAIL)));
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(status))) {
            Endpoint endpoint = World.changed(endpoint(receiver.url("/"), LONG))
                    .retryPolicy(policy)
                    .build();

            Outcome outcome = send(endpoint, delivery(endpoint)).outcome();

            assertThat(outcome)
                    .isEqualTo(
                            switch (expected) {
                                case "retry" -> new Retryable(Failure.HTTP_STATUS, Optional.empty());
                                case "fail" -> new Permanent(Failure.HTTP_STATUS, "status-rule", false);
                                default -> new Permanent(Failure.HTTP_STATUS, "status-rule", true);
                            });
        }
    }

    @Test
    void recordsTheBeginningOfAHugeBodyAndClosesTheConnection() {
        try (Receiver receiver = Receiver.start(vertx, (response, before) -> {
            response.setChunked(true);
            stream(response::write, response::writeQueueFull, 0);
        })) {
            AttemptResult result = send(receiver.url("/"), LONG);

            assertThat(result.outcome()).isEqualTo(new Delivered());
            assertThat(result.attempt().responseBody()).hasSize(16 << 10).containsOnly('x');
        }
    }

    private void stream(
            java.util.function.Function<Buffer, ?> write, java.util.function.BooleanSupplier full, int sent) {
        if (sent > 10_000) {
            return;
        }
        if (!full.getAsBoolean()) {
            write.apply(Buffer.buffer("x".repeat(8 << 10)));
        }
        vertx.setTimer(1, timer -> stream(write, full, sent + 1));
    }

    @Test
    void anAnswerThatDripsForeverTimesOut() {
        try (Receiver receiver = Receiver.start(vertx, (response, before) -> {
            response.setChunked(true).write("a");
            vertx.setPeriodic(50, timer -> response.write("a"));
        })) {
            AttemptResult result = send(receiver.url("/"), SHORT);

            assertThat(result.outcome()).isEqualTo(new Retryable(Failure.TIMEOUT, Optional.empty()));
            assertThat(result.attempt().statusCode()).isEqualTo(200);
            assertThat(result.attempt().duration()).isGreaterThanOrEqualTo(SHORT);
        }
    }

    @Test
    void noAnswerTimesOut() {
        try (Receiver receiver = Receiver.start(vertx, (response, before) -> {})) {
            assertThat(send(receiver.url("/"), SHORT).attempt().error()).isEqualTo("timeout");
        }
    }

    @Test
    void aClosedConnectionIsToldApart() {
        AtomicInteger connections = new AtomicInteger();
        int port = listen((socket, text) -> {
            connections.incrementAndGet();
            socket.close();
        });

        assertThat(send(url(port), LONG).attempt().error()).isEqualTo("connection-closed");
        assertThat(connections).hasValue(1);
    }

    @Test
    void aHalfAnswerIsNone() {
        int port = listen((socket, text) ->
                socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").onComplete(written -> socket.close()));

        AttemptResult result = send(url(port), LONG);

        assertThat(result.attempt().error()).isEqualTo("connection-closed");
        assertThat(result.attempt().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SMTP ready\r\n\r\n",
                "HTTP/9 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void whatIsNotHttpIsToldApart(String answer) {
        int port = listen((socket, text) -> socket.write(answer));

        assertThat(send(url(port), LONG).attempt().error()).isEqualTo("protocol");
    }

    @Test
    void aHeadThatIsTooLargeBreaksTheProtocol() {
        int port = listen((socket, text) ->
                socket.write("HTTP/1.1 200 OK\r\nX-Large: " + "x".repeat(40_000) + "\r\nContent-Length: 0\r\n\r\n"));

        assertThat(send(url(port), LONG).attempt().error()).isEqualTo("protocol");
    }

    @Test
    void aConnectionThatWasClosedWhileIdleIsReplacedWithinTheAttempt() {
        AtomicInteger connections = new AtomicInteger();
        NetServer server = vertx.createNetServer();
        server.connectHandler(socket -> {
            int connection = connections.incrementAndGet();
            AtomicInteger requests = new AtomicInteger();
            socket.handler(text -> {
                if (connection == 1 && requests.incrementAndGet() > 1) {
                    socket.close();
                } else {
                    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                }
            });
        });
        int port = TestNode.await(server.listen(0, "127.0.0.1")).actualPort();

        assertThat(send(url(port), LONG).outcome()).isEqualTo(new Delivered());
        assertThat(send(url(port), LONG).outcome()).isEqualTo(new Delivered());
        assertThat(connections).hasValue(2);
    }

    @Test
    void aClosedPortIsToldApart() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(send(url(port), LONG).attempt().error()).isEqualTo("connect");
    }

    @Test
    void aPlainServerBehindHttpsIsATlsFailure() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            URI url = URI.create(receiver.url("/").toString().replace("http:", "https:"));

            assertThat(send(url, LONG).attempt().error()).isEqualTo("tls");
        }
    }

    @Test
    void aHostWithoutAddressIsADnsFailure() {
        assertThat(send(URI.create("http://no-such-host.invalid/"), LONG)
                        .attempt()
                        .error())
                .isEqualTo("dns");
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1/, address-not-allowed",
        "http://[::1]:9/, address-not-allowed",
        "http://[::ffff:10.0.0.1]/, address-not-allowed",
        "http://[64:ff9b::a9fe:a9fe]/, address-not-allowed",
        "http://169.254.169.254/latest/meta-data/, address-not-allowed",
        "http://0.0.0.0:8080/, address-not-allowed",
        "ftp://127.0.0.1/, invalid-url",
        "file:///etc/passwd, invalid-url",
        "http:///nothing, invalid-url"
    })
    void neverConnectsWhereItMayNot(URI url, String error) {
        assertThat(send(url, LONG).attempt().error()).isEqualTo(error);
    }

    @Test
    void connectsToTheVettedAddressUnderTheNameOfTheHost() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            int port = receiver.url("/").getPort();

            assertThat(send(URI.create("http://localhost:" + port + "/a?b=%20"), LONG)
                            .outcome())
                    .isEqualTo(new Delivered());

            assertThat(receiver.received().get(0).header("host")).isEqualTo("localhost:" + port);
            assertThat(receiver.received().get(0).path()).isEqualTo("/a?b=%20");
        }
    }

    @Test
    void staticHeadersReplaceNoneOfOurs() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint endpoint = endpoint(receiver.url("/"), LONG);
            Endpoint sly = World.changed(endpoint)
                    .headers(Map.of("Webhook-Id", "x", "HOST", "x", "ce-id", "x", "User-Agent", "x", "X-Mine", "y"))
                    .build();

            OpenDelivery delivery = delivery(sly);
            send(sly, delivery);

            Receiver.Received request = receiver.received().get(0);
            assertThat(request.headers().getAll("webhook-id"))
                    .containsExactly(delivery.id().toString());
            assertThat(request.header("host")).startsWith("127.0.0.1:");
            assertThat(request.header("ce-id")).isNull();
            assertThat(request.header("user-agent")).isEqualTo("Hookgate/test");
            assertThat(request.header("x-mine")).isEqualTo("y");
        }
    }

    @Test
    void anEventThatIsKeptNoMoreCannotBeSent() {
        Endpoint endpoint = endpoint(URI.create("http://127.0.0.1/"), LONG);
        OpenDelivery delivery = delivery(endpoint);
        OpenDelivery without = new OpenDelivery(
                delivery.tenantId(),
                delivery.id(),
                delivery.eventId(),
                null,
                endpoint.id(),
                2,
                0,
                null,
                Instant.now(),
                null);

        AttemptResult result = send(endpoint, without);

        assertThat(result.outcome()).isEqualTo(new Permanent(Failure.EVENT_EXPIRED, "event-expired", false));
        assertThat(result.attempt().number()).isEqualTo(3);
    }

    private AttemptResult send(URI url, Duration timeout) {
        Endpoint endpoint = endpoint(url, timeout);
        return send(endpoint, delivery(endpoint));
    }

    private AttemptResult send(Endpoint endpoint, OpenDelivery delivery) {
        CompletableFuture<AttemptResult> result = new CompletableFuture<>();
        vertx.runOnContext(nothing -> sender.send(endpoint, World.transformation("{}"), delivery)
                .onSuccess(result::complete)
                .onFailure(result::completeExceptionally));
        try {
            return result.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Endpoint endpoint(URI url, Duration timeout) {
        return world.endpoint(url, "t", World.schedule(), PayloadForm.CLOUDEVENTS_STRUCTURED, timeout);
    }

    private OpenDelivery delivery(Endpoint endpoint) {
        return new OpenDelivery(
                world.tenantId(),
                new DeliveryId(world.id()),
                new EventId(world.id()),
                null,
                endpoint.id(),
                0,
                0,
                null,
                Instant.now(),
                world.event("t", "e-1", "k"));
    }

    private int listen(BiConsumer<NetSocket, Buffer> answer) {
        NetServer server = vertx.createNetServer();
        server.connectHandler(socket -> socket.handler(text -> answer.accept(socket, text)));
        return TestNode.await(server.listen(0, "127.0.0.1")).actualPort();
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }
}

package io.hookgate.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hookgate.delivery.Receiver;
import io.hookgate.delivery.TestNode;
import io.hookgate.delivery.World;
import io.hookgate.delivery.attempt.Certificates.Issued;
import io.hookgate.delivery.attempt.Outcome.Delivered;
import io.hookgate.delivery.attempt.Outcome.Retryable;
import io.hookgate.delivery.attempt.Outcome.Untried;
import io.hookgate.tenant.ClientTls;
import io.hookgate.tenant.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries through a proxy, and whose fault it is when that fails. */
class EgressProxyIT {
    private static final Pattern CONNECT = Pattern.compile("CONNECT ([^:]+):(\\d+) ");

    private final Vertx vertx = Vertx.vertx();
    private final World world = new World();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private AttemptSender sender;

    @AfterEach
    void close() {
        if (sender != null) {
            sender.close();
        }
        TestNode.await(vertx.close());
    }

    @Test
    void tunnelsToTheVettedAddressWithoutTls() {
        use("http://me:p%40ss@127.0.0.1:" + proxy());
        try (Receiver receiver = Receiver.start(
                vertx,
                (response, before) -> response.setStatusCode(before == 0 ? 200 : 503)
                        .putHeader("Retry-After", "9")
                        .end("taken"))) {
            int port = receiver.url("/").getPort();
            Endpoint endpoint = endpoint(URI.create("http://localhost:" + port + "/hook?x=1"));

            AttemptResult first = AttemptRun.send(vertx, sender, world, endpoint);
            AttemptResult second = AttemptRun.send(vertx, sender, world, endpoint);

            assertThat(first.outcome()).isEqualTo(new Delivered());
            assertThat(first.attempt().responseBody()).asString().isEqualTo("taken");
            assertThat(second.outcome())
                    .isEqualTo(new Retryable(Failure.HTTP_STATUS, Optional.of(Duration.ofSeconds(9))));
            assertThat(heads).hasSize(2);
            assertThat(heads.get(0))
                    .startsWith("CONNECT 127.0.0.1:" + port + " ")
                    .containsIgnoringCase("proxy-authorization: Basic bWU6cEBzcw==");
            Receiver.Received request = receiver.received().get(0);
            assertThat(request.path()).isEqualTo("/hook?x=1");
            assertThat(request.header("host")).isEqualTo("localhost:" + port);
            assertThat(request.header("webhook-signature")).startsWith("v1,");
            assertThat(request.header("proxy-authorization")).isNull();
            assertThat(request.body()).isNotEmpty();
        }
    }

    @Test
    void tunnelsTls() {
        use("http://127.0.0.1:" + proxy());
        Certificates authority = new Certificates("Receivers");
        Issued receiver = authority.issue("receiver");
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertValue(Buffer.buffer(receiver.certificate()))
                                .addKeyValue(Buffer.buffer(receiver.key()))))
                .requestHandler(request -> request.response().end());
        int port = TestNode.await(server.listen(0, "127.0.0.1")).actualPort();
        Endpoint endpoint = World.changed(endpoint(URI.create("https://localhost:" + port + "/")))
                .tls(new ClientTls(Optional.empty(), Optional.of(authority.root())))
                .build();

        assertThat(AttemptRun.send(vertx, sender, world, endpoint).outcome()).isEqualTo(new Delivered());
        assertThat(heads.get(0)).startsWith("CONNECT 127.0.0.1:" + port + " ");
    }

    @Test
    void vetsBeforeItAsksTheProxy() {
        use("http://127.0.0.1:" + proxy());

        assertThat(AttemptRun.send(vertx, sender, world, endpoint(URI.create("http://10.0.0.1/")))
                        .attempt()
                        .error())
                .isEqualTo("address-not-allowed");
        assertThat(heads).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aProxyThatIsNotThereIsNoFaultOfTheEndpoint(String scheme) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        use("http://127.0.0.1:" + port);

        assertThat(AttemptRun.send(vertx, sender, world, endpoint(URI.create(scheme + "://127.0.0.1:9999/")))
                        .outcome())
                .isEqualTo(new Untried(Failure.EGRESS_PROXY));
    }

    @ParameterizedTest
    @CsvSource({
        "http, 407 Proxy Authentication Required, true",
        "https, 403 Forbidden, true",
        "http, 503 Service Unavailable, true",
        "https, 500 Internal Server Error, true",
        "http, 502 Bad Gateway, false",
        "https, 504 Gateway Timeout, false",
        "http, 503 No~X-Squid-Error: ERR_CONNECT_FAIL 111, false",
        "https, 403 No~X-Squid-Error: ERR_ACCESS_DENIED 0, true"
    })
    void tellsItsOwnRefusalsFromReceiversThatCannotBeReached(String scheme, String status, boolean atFault) {
        use("http://127.0.0.1:" + refusing(status.replace("~", "\r\n")));

        Outcome outcome = AttemptRun.send(vertx, sender, world, endpoint(URI.create(scheme + "://127.0.0.1:9999/")))
                .outcome();

        assertThat(outcome)
                .isEqualTo(
                        atFault ? new Untried(Failure.EGRESS_PROXY) : new Retryable(Failure.CONNECT, Optional.empty()));
    }

    @Test
    void refusesAProxyThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EgressProxy(Optional.of("socks5://me:secret@proxy:1080")))
                .withMessageNotContaining("secret");
    }

    private void use(String proxy) {
        sender = AttemptFixture.sender(
                vertx, world.configuration(), Map.of("hookgate.egress-proxy", proxy), "127.0.0.0/8");
    }

    private Endpoint endpoint(URI url) {
        return world.endpoint(url, "t", World.schedule(), AttemptRun.FORM, Duration.ofSeconds(10));
    }

    /** A proxy that does what it is asked. */
    private int proxy() {
        return listen(vertx.createNetServer()
                .connectHandler(client -> client.handler(head -> {
                    heads.add(head.toString());
                    Matcher target = CONNECT.matcher(head.toString());
                    assertThat(target.lookingAt()).isTrue();
                    client.pause();
                    vertx.createNetClient()
                            .connect(Integer.parseInt(target.group(2)), target.group(1))
                            .onSuccess(server -> join(client, server))
                            .onFailure(failure -> client.close());
                })));
    }

    private static void join(NetSocket client, NetSocket server) {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        client.handler(server::write).closeHandler(closed -> server.close());
        server.handler(client::write).closeHandler(closed -> client.close());
        client.resume();
    }

    private int refusing(String status) {
        return listen(vertx.createNetServer()
                .connectHandler(client -> client.handler(
                        head -> client.end(Buffer.buffer("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")))));
    }

    private static int listen(NetServer server) {
        return TestNode.await(server.listen(0, "127.0.0.1")).actualPort();
    }
}

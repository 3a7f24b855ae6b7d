package io.hookgate.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Receiver;
import io.hookgate.delivery.Receiver.Received;
import io.hookgate.delivery.TestNode;
import io.hookgate.delivery.World;
import io.hookgate.delivery.attempt.Certificates.Issued;
import io.hookgate.delivery.attempt.Outcome.Delivered;
import io.hookgate.tenant.Authentication;
import io.hookgate.tenant.Authentication.ClientCredentials;
import io.hookgate.tenant.ClientTls;
import io.hookgate.tenant.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How deliveries say whose they are, to receivers that want to know. */
class AuthenticationIT {
    private final Vertx vertx = Vertx.vertx();
    private final World world = new World();
    private final AttemptSender sender = AttemptFixture.sender(vertx, world.configuration(), Map.of(), "127.0.0.1/32");

    @AfterEach
    void close() {
        sender.close();
        TestNode.await(vertx.close());
    }

    @Test
    void sendsBasicCredentials() {
        assertThat(sent(new Authentication.Basic("hook", "påss:word")).header("authorization"))
                .isEqualTo("Basic aG9vazpww6Vzczp3b3Jk");
    }

    @Test
    void sendsABearerToken() {
        assertThat(sent(new Authentication.Bearer("t-1")).header("authorization"))
                .isEqualTo("Bearer t-1");
    }

    @Test
    void sendsAnApiKeyInAHeaderOrInTheQuery() {
        assertThat(sent(new Authentication.ApiKey("X-Api-Key", "k-1", false)).header("x-api-key"))
                .isEqualTo("k-1");
        assertThat(sent(new Authentication.ApiKey("key", "a&b=c", true)).path()).isEqualTo("/hook?a=1&key=a%26b%3Dc");
    }

    @Test
    void fetchesATokenOnceAndUsesItAgain() {
        try (Receiver tokens = tokens();
                Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint endpoint = endpoint(receiver.url("/"), client(tokens.url("/token"), false));

            for (int i = 0; i < 3; i++) {
                assertThat(send(endpoint).outcome()).isEqualTo(new Delivered());
            }

            assertThat(receiver.received())
                    .extracting(request -> request.header("authorization"))
                    .containsOnly("Bearer token-0");
            assertThat(tokens.received()).hasSize(1);
            Received request = tokens.received().get(0);
            assertThat(request.header("authorization")).isEqualTo("Basic Y2xpZW50OnMlMjZjcmV0");
            assertThat(new String(request.body(), StandardCharsets.UTF_8))
                    .isEqualTo("grant_type=client_credentials&scope=a+b&audience=hooks");
        }
    }

    @Test
    void sendsTheClientsCredentialsInTheBodyIfSoWanted() {
        try (Receiver tokens = tokens();
                Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            send(endpoint(receiver.url("/"), client(tokens.url("/token"), true)));

            Received request = tokens.received().get(0);
            assertThat(request.header("authorization")).isNull();
            assertThat(new String(request.body(), StandardCharsets.UTF_8))
                    .endsWith("&client_id=client&client_secret=s%26cret");
        }
    }

    @Test
    void renewsATokenThatIsRefusedWithinTheAttempt() {
        AtomicReference<String> accepted = new AtomicReference<>("Bearer token-0");
        try (Receiver tokens = tokens()) {
            HttpServer receiver = vertx.createHttpServer()
                    .requestHandler(request -> request.response()
                            .setStatusCode(accepted.get().equals(request.getHeader("authorization")) ? 200 : 401)
                            .end());
            int port = TestNode.await(receiver.listen(0, "127.0.0.1")).actualPort();
            Endpoint endpoint =
                    endpoint(URI.create("http://127.0.0.1:" + port + "/"), client(tokens.url("/token"), false));
            send(endpoint);

            accepted.set("Bearer token-1");

            assertThat(send(endpoint).outcome()).isEqualTo(new Delivered());
            assertThat(tokens.received()).hasSize(2);

            accepted.set("nobody");

            assertThat(send(endpoint).attempt().statusCode()).isEqualTo(401);
            assertThat(tokens.received()).hasSize(3);
        }
    }

    @Test
    void vetsTheTokenEndpointToo() {
        AtomicInteger trapped = new AtomicInteger();
        HttpServer trap = vertx.createHttpServer().requestHandler(request -> trapped.incrementAndGet());
        int port = TestNode.await(trap.listen(0, "127.0.0.9")).actualPort();
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            AttemptResult result =
                    send(endpoint(receiver.url("/"), client(URI.create("http://127.0.0.9:" + port + "/token"), false)));

            assertThat(result.attempt().error()).isEqualTo("authentication");
            assertThat(receiver.received()).isEmpty();
            assertThat(trapped).hasValue(0);
        }
    }

    @Test
    void aTokenEndpointThatHangsHoldsUpNoLaterAttempt() {
        AtomicInteger asked = new AtomicInteger();
        try (Receiver tokens = Receiver.start(vertx, (response, before) -> {
                    if (asked.getAndIncrement() > 0) {
                        response.end("{\"access_token\":\"t\"}");
                    }
                });
                Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint endpoint = World.changed(world.endpoint(
                            receiver.url("/"), "t", World.schedule(), AttemptRun.FORM, Duration.ofSeconds(1)))
                    .authentication(client(tokens.url("/"), false))
                    .build();

            assertThat(send(endpoint).attempt().error()).isIn("timeout", "authentication");
            assertThat(send(endpoint).outcome()).isEqualTo(new Delivered());
        }
    }

    @Test
    void triesAgainForATokenAfterAFailure() {
        AtomicInteger asked = new AtomicInteger();
        try (Receiver tokens = Receiver.start(vertx, (response, before) -> {
                    if (asked.getAndIncrement() == 0) {
                        response.setStatusCode(500).end();
                    } else {
                        response.end("{\"access_token\":\"t\"}");
                    }
                });
                Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint endpoint = endpoint(receiver.url("/"), client(tokens.url("/"), false));

            assertThat(send(endpoint).attempt().error()).isEqualTo("authentication");
            assertThat(send(endpoint).outcome()).isEqualTo(new Delivered());
        }
    }

    @Test
    void showsItsCertificateAndTrustsWhomTheEndpointNames() {
        Certificates authority = new Certificates("Receivers");
        Certificates clients = new Certificates("Clients");
        Issued client = clients.issue("hookgate");
        URI url = secured(authority.issue("receiver"), clients);
        Endpoint plain = endpoint(url, new Authentication.None());
        Optional<String> trusted = Optional.of(authority.root());

        assertThat(send(plain).attempt().error()).isEqualTo("tls");
        assertThat(send(World.changed(plain)
                                .tls(new ClientTls(Optional.empty(), trusted))
                                .build())
                        .outcome())
                .isNotEqualTo(new Delivered());
        assertThat(send(World.changed(plain)
                                .tls(new ClientTls(
                                        Optional.of(new ClientTls.Identity(client.certificate(), client.key())),
                                        trusted))
                                .build())
                        .outcome())
                .isEqualTo(new Delivered());
    }

    private URI secured(Issued receiver, Certificates clients) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertValue(Buffer.buffer(receiver.certificate()))
                                .addKeyValue(Buffer.buffer(receiver.key())))
                        .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(clients.root())))
                        .setClientAuth(ClientAuth.REQUIRED))
                .requestHandler(request -> request.response().end());
        return URI.create("https://127.0.0.1:"
                + TestNode.await(server.listen(0, "127.0.0.1")).actualPort() + "/");
    }

    private Receiver tokens() {
        return Receiver.start(
                vertx,
                (response, before) -> response.end(
                        "{\"access_token\":\"token-" + before + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
    }

    private static ClientCredentials client(URI tokenUrl, boolean inBody) {
        return new ClientCredentials(tokenUrl, "client", "s&cret", Optional.of("a b"), Optional.of("hooks"), inBody);
    }

    private Received sent(Authentication authentication) {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            assertThat(send(endpoint(receiver.url("/hook?a=1"), authentication)).outcome())
                    .isEqualTo(new Delivered());
            return receiver.received().get(0);
        }
    }

    private Endpoint endpoint(URI url, Authentication authentication) {
        return World.changed(world.endpoint(url, "t", World.schedule(), AttemptRun.FORM, Duration.ofSeconds(10)))
                .authentication(authentication)
                .build();
    }

    private AttemptResult send(Endpoint endpoint) {
        return AttemptRun.send(vertx, sender, world, endpoint);
    }
}

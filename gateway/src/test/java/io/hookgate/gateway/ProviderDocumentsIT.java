package io.hookgate.gateway;

import static io.hookgate.gateway.Provider.assertAccepted;
import static io.hookgate.gateway.Provider.assertUnauthorized;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What signatures are checked with is fetched from a real HTTPS server whose certificate an operator trusts. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class ProviderDocumentsIT {
    private static final String CERTIFICATE = "src/test/resources/io/hookgate/gateway/localhost.pem";
    private static final String KEY = "src/test/resources/io/hookgate/gateway/localhost-key.pem";

    @TestHTTPResource
    String url;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private Fixture fixture;
    private volatile ECKey key;
    private volatile boolean broken;
    private int port;

    @BeforeEach
    void listen() throws Exception {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
        key = key("k1");
        port = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions().addCertPath(CERTIFICATE).addKeyPath(KEY)))
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void answer(HttpServerRequest request) {
        asked.incrementAndGet();
        if (broken) {
            request.response().setStatusCode(500).end();
            return;
        }
        switch (request.path()) {
            case "/keys" -> request.response().end(new JWKSet(key.toPublicJWK()).toString());
            case "/large" -> request.response().end("x".repeat(1 << 20));
            case "/elsewhere" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("location", "/keys")
                        .end();
            case "/broken" -> request.response().setStatusCode(500).end();
            default -> request.response().setStatusCode(404).end();
        }
    }

    @Test
    void takesTokensThatAreSignedWithAPublishedKey() throws Exception {
        Provider provider = provider("/keys");

        assertAccepted(post(provider, token(key, "hookgate", Instant.now().plusSeconds(60))));
        assertUnauthorized(
                post(provider, token(key("k1"), "hookgate", Instant.now().plusSeconds(60))));
        assertUnauthorized(
                post(provider, token(key("k2"), "hookgate", Instant.now().plusSeconds(60))));
        assertUnauthorized(post(provider, token(key, "another", Instant.now().plusSeconds(60))));
        assertUnauthorized(post(provider, token(key, "hookgate", Instant.now().minusSeconds(600))));
        assertUnauthorized(provider.post("{}", Map.of("content-type", "application/json")));
        assertThat(asked).as("once early, for the key k2").hasValue(2);
    }

    @Test
    void asksEarlyForAKeyThatIsNotKnownYetButNotAgainAndAgain() throws Exception {
        Provider provider = provider("/keys");
        Instant expiry = Instant.now().plusSeconds(60);
        assertAccepted(post(provider, token(key, "hookgate", expiry)));
        key = key("next");
        String token = token(key, "hookgate", expiry);

        List<CompletableFuture<Api.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> post(provider, token)));
        }

        for (CompletableFuture<Api.Answer> answer : answers) {
            assertAccepted(answer.get(30, TimeUnit.SECONDS));
        }
        assertThat(asked).hasValue(2);
        for (int i = 0; i < 20; i++) {
            assertUnauthorized(post(provider, token(key("garbage-" + i), "hookgate", expiry)));
        }
        assertThat(asked).hasValue(2);
        assertAccepted(post(provider, token));
    }

    @Test
    void keepsTheKeysThatItHasWhereNewOnesCannotBeHad() throws Exception {
        Provider provider = provider("/keys");
        Instant expiry = Instant.now().plusSeconds(60);
        String token = token(key, "hookgate", expiry);
        assertAccepted(post(provider, token));
        broken = true;

        assertUnauthorized(post(provider, token(key("next"), "hookgate", expiry)));

        assertThat(asked).hasValue(2);
        assertAccepted(post(provider, token));
        assertThat(asked).hasValue(2);
    }

    @Test
    void asksOnceForWhatManyRequestsWaitFor() throws Exception {
        Provider provider = provider("/keys");
        String token = token(key, "hookgate", Instant.now().plusSeconds(60));

        List<CompletableFuture<Api.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> post(provider, token)));
        }

        for (CompletableFuture<Api.Answer> answer : answers) {
            assertAccepted(answer.get(30, TimeUnit.SECONDS));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void refusesWhereTheHostHasNoKeys() throws Exception {
        Provider provider = provider("/nowhere");

        for (int i = 0; i < 3; i++) {
            assertUnauthorized(
                    post(provider, token(key, "hookgate", Instant.now().plusSeconds(60))));
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void asksTheSenderToComeBackWhereTheKeysCannotBeHad() throws Exception {
        for (String path : List.of("/broken", "/large", "/elsewhere")) {
            Provider provider = provider(path);

            Api.Answer answer =
                    post(provider, token(key, "hookgate", Instant.now().plusSeconds(60)));

            assertThat(answer.status()).as(path).isEqualTo(503);
            assertThat(answer.header("retry-after")).isNotEmpty();
            assertThat(answer.json().getString("code")).isEqualTo("documents-unavailable");
        }
    }

    @Test
    void neverAsksAnAddressOfThePrivateNetwork() throws Exception {
        Provider provider = provider("https://10.1.2.3", "/keys");

        assertThat(post(provider, token(key, "hookgate", Instant.now().plusSeconds(60)))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void neverAsksForACertificateThatIsNotAtTheProvider() {
        Provider sns = Provider.of(
                fixture,
                "aws-sns",
                new JsonObject()
                        .put(
                                "topicArns",
                                new io.vertx.core.json.JsonArray().add("arn:aws:sns:us-west-2:123456789012:topic")),
                new JsonObject());
        for (String address : List.of(
                "https://localhost:" + port + "/keys.pem",
                "https://127.0.0.1:" + port + "/keys.pem",
                "https://sns.us-west-2.amazonaws.com.localhost:" + port + "/keys.pem",
                "http://sns.us-west-2.amazonaws.com/keys.pem")) {
            JsonObject message = new JsonObject()
                    .put("Type", "Notification")
                    .put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324")
                    .put("TopicArn", "arn:aws:sns:us-west-2:123456789012:topic")
                    .put("Message", "Hello")
                    .put("Timestamp", "2026-01-02T03:04:05.000Z")
                    .put("SignatureVersion", "2")
                    .put("Signature", "AAAA")
                    .put("SigningCertURL", address);

            assertUnauthorized(sns.post(
                    message.encode(),
                    Map.of("content-type", "text/plain; charset=UTF-8", "x-amz-sns-message-type", "Notification")));
        }
        assertThat(asked).hasValue(0);
    }

    private Provider provider(String path) {
        return provider("https://localhost:" + port, path);
    }

    private Provider provider(String host, String path) {
        return Provider.registered(
                fixture,
                new JsonObject()
                        .put("adapter", "generic-webhook")
                        .put(
                                "settings",
                                new JsonObject()
                                        .put(
                                                "verification",
                                                new JsonObject()
                                                        .put("type", "jwt")
                                                        .put("jwksUrl", host + path)
                                                        .put("issuer", "https://issuer.example")
                                                        .put("audience", "hookgate"))));
    }

    private static Api.Answer post(Provider provider, String token) {
        return provider.post(
                "{\"a\":1}", Map.of("content-type", "application/json", "authorization", "Bearer " + token));
    }

    private static ECKey key(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    private static String token(ECKey signer, String audience, Instant expiry) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(signer.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://issuer.example")
                        .audience(audience)
                        .expirationTime(Date.from(expiry))
                        .build());
        token.sign(new ECDSASigner(signer));
        return token.serialize();
    }
}

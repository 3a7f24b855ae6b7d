package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way of an event, from outside, against the real servers. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class EndToEndIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestHTTPResource
    String url;

    private Fixture fixture;

    @BeforeEach
    void createTenant() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-structured", "cloudevents-binary", "data"})
    void deliversSignedEventsInEachForm(String form) throws Exception {
        try (Receiver receiver = Receiver.answering(204)) {
            JsonObject source = fixture.openSource();
            JsonObject endpoint = fixture.endpoint(receiver.url("/hook"), new JsonObject().put("payload", form));
            fixture.subscribe(endpoint, new JsonObject());

            send(source, "{\"order\": 7, \"total\": 12.50}", Map.of("content-type", "application/json"));

            Receiver.Delivery delivery = receiver.take();
            verifySignature(endpoint.getString("signingSecret"), delivery);
            if (form.equals("data")) {
                assertThat(new JsonObject(delivery.text()).getInteger("order")).isEqualTo(7);
            } else {
                CloudEvent event = HttpMessageFactory.createReaderFromMultimap(multimap(delivery), delivery.body())
                        .toEvent();
                assertThat(event.getExtension("hookgatesource")).isEqualTo(source.getString("id"));
                assertThat(new JsonObject(new String(event.getData().toBytes(), StandardCharsets.UTF_8)))
                        .isEqualTo(new JsonObject().put("order", 7).put("total", 12.5));
            }
        }
    }

    @Test
    void retriesAFailedDeliveryAndShowsEachAttempt() throws Exception {
        try (Receiver receiver = Receiver.failingFirst(2)) {
            JsonObject source = fixture.openSource();
            JsonObject endpoint = fixture.endpoint(receiver.url("/hook"), Fixture.schedule(1, 1, 1));
            fixture.subscribe(endpoint, new JsonObject());

            send(source, "{}", Map.of("content-type", "application/json"));

            Receiver.Delivery first = receiver.take();
            Receiver.Delivery second = receiver.take();
            Receiver.Delivery third = receiver.take();
            assertThat(List.of(first.header("webhook-id"), second.header("webhook-id")))
                    .containsOnly(third.header("webhook-id"));
            JsonObject delivery = onlyDelivery("delivered");
            assertThat(delivery.getInteger("attemptCount")).isEqualTo(3);
            JsonArray attempts = fixture.api()
                    .get(fixture.path("/deliveries/" + delivery.getString("id")))
                    .with(200)
                    .getJsonArray("attempts");
            assertThat(attempts.stream().map(attempt -> ((JsonObject) attempt).getInteger("statusCode")))
                    .containsExactly(500, 500, 204);
        }
    }

    @Test
    void keepsADeliveryThatNeverSucceedsAsDeadAndRedrivesIt() throws Exception {
        try (Receiver receiver = Receiver.failingFirst(2)) {
            JsonObject source = fixture.openSource();
            fixture.subscribe(fixture.endpoint(receiver.url("/hook"), Fixture.schedule(1)), new JsonObject());

            send(source, "{}", Map.of("content-type", "application/json"));

            JsonObject dead = onlyDelivery("dead");
            assertThat(dead.getInteger("attemptCount")).isEqualTo(2);
            fixture.api().post(fixture.path("/deliveries/" + dead.getString("id") + "/retry"), new JsonObject());
            assertThat(onlyDelivery("delivered").getString("id")).isEqualTo(dead.getString("id"));
        }
    }

    @Test
    void refusesAWrongSignatureAndRecordsWhy() throws Exception {
        JsonObject source = fixture.source(
                new JsonObject()
                        .put(
                                "verification",
                                new JsonObject()
                                        .put("type", "hmac")
                                        .put("algorithm", "sha256")
                                        .put("header", "x-signature")
                                        .put("encoding", "hex")
                                        .put("prefix", "sha256=")),
                new JsonObject().put("secret", "correct horse battery staple"));
        String body = "{\"a\":1}";

        Api.Answer forged = post(source, body, Map.of("x-signature", "sha256=" + "0".repeat(64)));
        Api.Answer genuine = post(source, body, Map.of("x-signature", "sha256=" + hmac(body)));

        assertThat(forged.status()).isEqualTo(401);
        assertThat(genuine.status()).isBetween(200, 299);
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonArray refused = fixture.api()
                    .get(fixture.path("/requests?outcome=rejected&sourceId=" + source.getString("id")))
                    .items();
            assertThat(refused).hasSize(1);
            assertThat(refused.getJsonObject(0).getString("cause")).isEqualTo("signature-mismatch");
        });
    }

    @Test
    void recordsAnEventThatMatchesNothing() {
        JsonObject source = fixture.openSource();

        send(source, "{}", Map.of("content-type", "application/json"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(fixture.api()
                                .get(fixture.path("/events?status=unmatched"))
                                .items())
                        .hasSize(1));
    }

    @Test
    void takesCloudEventsInAllThreeModesAndDropsRepetitions() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            JsonObject source = fixture.openSource();
            fixture.subscribe(
                    fixture.endpoint(receiver.url("/")),
                    new JsonObject().put("type", new JsonArray().add(new JsonObject().put("prefix", "com.example."))));
            JsonObject event = new JsonObject()
                    .put("specversion", "1.0")
                    .put("id", "structured")
                    .put("source", "/test")
                    .put("type", "com.example.one")
                    .put("data", new JsonObject().put("n", 1));

            send(source, event.encode(), Map.of("content-type", "application/cloudevents+json"));
            send(source, event.encode(), Map.of("content-type", "application/cloudevents+json"));
            send(
                    source,
                    new JsonArray()
                            .add(event.copy().put("id", "batched-1"))
                            .add(event.copy().put("id", "batched-2"))
                            .encode(),
                    Map.of("content-type", "application/cloudevents-batch+json"));
            send(
                    source,
                    "{\"n\":2}",
                    Map.of(
                            "content-type", "application/json",
                            "ce-specversion", "1.0",
                            "ce-id", "binary",
                            "ce-source", "/test",
                            "ce-type", "com.example.two"));

            List<String> received = List.of(id(receiver), id(receiver), id(receiver), id(receiver));
            assertThat(received).containsExactlyInAnyOrder("structured", "batched-1", "batched-2", "binary");
        }
    }

    @Test
    void aHangingEndpointDelaysNobodyElse() throws Exception {
        try (Receiver hanging = Receiver.behaving((delivery, response) -> {});
                Receiver healthy = Receiver.answering(200)) {
            JsonObject source = fixture.openSource();
            fixture.subscribe(fixture.endpoint(hanging.url("/")), new JsonObject());
            fixture.subscribe(fixture.endpoint(healthy.url("/")), new JsonObject());

            for (int i = 0; i < 200; i++) {
                send(source, "{\"n\":" + i + "}", Map.of("content-type", "application/json"));
            }

            await().atMost(Duration.ofSeconds(12))
                    .untilAsserted(() -> assertThat(healthy.all()).hasSize(200));
        }
    }

    @Test
    void answersUnknownUrlsAndLargeBodiesWithProblems() {
        JsonObject source = fixture.openSource();
        Api anonymous = fixture.api().anonymous();

        Api.Answer unknown = anonymous.post("/in/no-such-key", new JsonObject());
        Api.Answer large = post(source, "\"" + "x".repeat(1 << 20) + "\"", Map.of("content-type", "application/json"));

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.header("content-type")).isEqualTo("application/problem+json");
        assertThat(large.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":",
                "[1,2",
                "nul",
                "\u0000\u0001",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":1e999999999}",
                "[]",
                "null",
                "0"
            })
    void neverFailsOnHostileBodies(String body) {
        JsonObject source = fixture.openSource();

        for (String type : List.of(
                "application/json",
                "application/cloudevents+json",
                "application/cloudevents-batch+json",
                "application/xml",
                "text/plain; charset=no-such-charset",
                "application/x-www-form-urlencoded",
                "nonsense")) {
            Api.Answer answer = post(source, body, Map.of("content-type", type));
            assertThat(answer.status()).as("%s as %s", body, type).isBetween(200, 499);
            assertThat(answer.text()).doesNotContain("Exception").doesNotContain("at io.");
        }
    }

    @Test
    void neverFailsOnDeeplyNestedJson() {
        JsonObject source = fixture.openSource();
        String nested = IntStream.range(0, 5000).mapToObj(i -> "[").collect(Collectors.joining())
                + IntStream.range(0, 5000).mapToObj(i -> "]").collect(Collectors.joining());

        assertThat(post(source, nested, Map.of("content-type", "application/json"))
                        .status())
                .isEqualTo(400);
        assertThat(fixture.api()
                        .send(
                                "POST",
                                fixture.path("/endpoints"),
                                Optional.of(nested),
                                Map.of("content-type", "application/json"))
                        .status())
                .isEqualTo(400);
    }

    private Api.Answer post(JsonObject source, String body, Map<String, String> headers) {
        return fixture.api()
                .anonymous()
                .send("POST", URI.create(source.getString("url")).getRawPath(), Optional.of(body), headers);
    }

    private void send(JsonObject source, String body, Map<String, String> headers) {
        assertThat(post(source, body, headers).status()).isBetween(200, 299);
    }

    private JsonObject onlyDelivery(String status) {
        return await().atMost(PATIENCE)
                .until(
                        () -> fixture.api()
                                .get(fixture.path("/deliveries?status=" + status))
                                .items(),
                        items -> items.size() == 1)
                .getJsonObject(0);
    }

    private static String id(Receiver receiver) throws Exception {
        return new JsonObject(receiver.take().text()).getString("id");
    }

    private static Map<String, List<String>> multimap(Receiver.Delivery delivery) {
        return delivery.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    }

    private static void verifySignature(String secret, Receiver.Delivery delivery) {
        HttpHeaders headers = HttpHeaders.of(multimap(delivery), (name, value) -> true);
        assertThatCode(() -> new Webhook(secret).verify(delivery.text(), headers))
                .doesNotThrowAnyException();
    }

    private static String hmac(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("correct horse battery staple".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return java.util.HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}

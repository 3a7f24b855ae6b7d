package io.hookgate.gateway;

import static io.hookgate.gateway.Provider.assertAccepted;
import static io.hookgate.gateway.Provider.assertUnauthorized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.slack.api.app_backend.SlackSignature;
import com.standardwebhooks.Webhook;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Providers' own libraries sign requests that the running ingress takes, and takes no more once a byte, the time or the
 * secret is another. Most of them need Node 20 or later with npm on the path; where there is none, {@code
 * -Dhookgate.node=off} leaves those out.
 */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class OfficialLibrariesIT {
    private static final String BODY =
            "{\"id\":\"evt_1\",\"type\":\"invoice.paid\",\"action\":\"opened\",\"created\":1767323045,\"text\":\"100 % sure\"}";
    private static final Duration OLD = Duration.ofMinutes(6);

    private static NodeLibraries libraries;

    @TestHTTPResource
    String url;

    private Fixture fixture;

    @BeforeAll
    static void start() throws InterruptedException {
        if ("off".equals(System.getProperty("hookgate.node"))) {
            return;
        }
        try {
            libraries = NodeLibraries.start();
        } catch (IOException e) {
            throw new AssertionError(
                    "Node and npm are not on the path. Install them (apt-get install nodejs npm), or leave these tests"
                            + " out with -Dhookgate.node=off",
                    e);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (libraries != null) {
            libraries.close();
        }
    }

    @BeforeEach
    void createTenant() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
    }

    /** Signs a body at a time. */
    @FunctionalInterface
    private interface Signer {
        Map<String, String> sign(String body, Instant time) throws Exception;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-structured", "cloudevents-binary", "data"})
    void sendsWhatStandardWebhooksVerifies(String form) throws Exception {
        try (Receiver receiver = Receiver.answering(204)) {
            JsonObject source = fixture.openSource();
            JsonObject endpoint = fixture.endpoint(receiver.url("/"), new JsonObject().put("payload", form));
            fixture.subscribe(endpoint, new JsonObject());
            fixture.api()
                    .anonymous()
                    .send(
                            "POST",
                            URI.create(source.getString("url")).getRawPath(),
                            Optional.of("{\"text\":\"100 % 确定\"}"),
                            json(Map.of()));

            Receiver.Delivery delivery = receiver.take();

            assertThat(isVerified(endpoint.getString("signingSecret"), delivery, delivery.text()))
                    .isTrue();
            assertThat(isVerified(endpoint.getString("signingSecret"), delivery, delivery.text() + " "))
                    .isFalse();
        }
    }

    private static boolean isVerified(String secret, Receiver.Delivery delivery, String body) throws IOException {
        JsonObject question = signed(secret, body).put("headers", new JsonObject(Map.copyOf(delivery.headers())));
        return Boolean.parseBoolean(node("standard-webhooks.verify", question));
    }

    @Test
    void takesWhatStripeSigns() throws Exception {
        checkTimed("stripe", "whsec_test_secret", "whsec_other", (body, time) -> {
            String header =
                    node("stripe.sign", signed("whsec_test_secret", body).put("timestamp", time.getEpochSecond()));
            return Map.of("Stripe-Signature", header);
        });
    }

    @Test
    void takesWhatGitHubSigns() throws Exception {
        check("github", "It's a Secret to Everybody", "another", (body, time) -> {
            String signature = node("github.sign", signed("It's a Secret to Everybody", body));
            return Map.of(
                    "X-Hub-Signature-256",
                    signature,
                    "X-GitHub-Event",
                    "issues",
                    "X-GitHub-Delivery",
                    "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Shopify-", "Shopify-"})
    void takesWhatShopifySigns(String prefix) throws Exception {
        check("shopify", "hush", "tush", (body, time) -> {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put(prefix + "Hmac-SHA256", node("shopify.sign", signed("hush", body)));
            headers.put(prefix + "Topic", "orders/create");
            headers.put(prefix + "Shop-Domain", "example.myshopify.com");
            headers.put(prefix + "API-Version", "2026-01");
            headers.put(prefix + "Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");
            return headers;
        });
    }

    @Test
    void takesWhatSlackSigns() throws Exception {
        String secret = "8f742231b10e8888abcd99yyyzzz85a5";
        checkTimed("slack", secret, "another", (body, time) -> {
            String timestamp = Long.toString(time.getEpochSecond());
            return Map.of(
                    "X-Slack-Signature",
                    new SlackSignature.Generator(secret).generate(timestamp, body),
                    "X-Slack-Request-Timestamp",
                    timestamp);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard-webhooks", "svix"})
    void takesWhatStandardWebhooksSignsInJava(String preset) throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        checkTimed(
                preset,
                secret,
                "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                (body, time) -> standardWebhooks(time, new Webhook(secret).sign("msg_1", time.getEpochSecond(), body)));
    }

    @Test
    void takesWhatStandardWebhooksSignsInNode() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        checkTimed("standard-webhooks", secret, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", (body, time) -> {
            JsonObject input = signed(secret, body).put("id", "msg_1").put("timestamp", time.getEpochSecond());
            return standardWebhooks(time, node("standard-webhooks.sign", input));
        });
    }

    @Test
    void takesTheFormsThatTwilioSigns() throws Exception {
        Provider twilio = provider("twilio", "12345");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("MessageSid", "SM1");
        parameters.put("Body", "Hello & good-bye, ünïcode");
        parameters.put("AccountSid", "AC1");
        Map<String, String> headers = twilioHeaders(twilio.url(), parameters, "application/x-www-form-urlencoded");

        assertAccepted(twilio.post(form(parameters), headers));
        parameters.put("Body", "Hello");
        assertUnauthorized(twilio.post(form(parameters), headers));
        parameters.put("Body", "Hello & good-bye, ünïcode");
        changeSecret(twilio, "54321");
        assertUnauthorized(twilio.post(form(parameters), headers));
    }

    @Test
    void takesTheJsonThatTwilioSigns() throws Exception {
        Provider twilio = provider("twilio", "12345");
        String query = "?bodySHA256=" + sha256(BODY);
        Map<String, String> headers = twilioHeaders(twilio.url() + query, Map.of(), "application/json");

        assertAccepted(twilio.post(query, BODY, headers));
        assertUnauthorized(twilio.post(query, Provider.altered(BODY), headers));
        assertUnauthorized(twilio.post(BODY, headers));
    }

    private void checkTimed(String preset, String secret, String otherSecret, Signer signer) throws Exception {
        check(preset, secret, otherSecret, signer);
        Provider provider = provider(preset, secret);
        for (Instant time :
                new Instant[] {Instant.now().minus(OLD), Instant.now().plus(OLD)}) {
            assertUnauthorized(provider.post(BODY, json(signer.sign(BODY, time))));
        }
    }

    private void check(String preset, String secret, String otherSecret, Signer signer) throws Exception {
        Provider provider = provider(preset, secret);
        Map<String, String> headers = json(signer.sign(BODY, Instant.now()));

        assertAccepted(provider.post(BODY, headers));
        assertUnauthorized(provider.post(Provider.altered(BODY), headers));
        assertUnauthorized(provider.post(BODY + " ", headers));
        changeSecret(provider, otherSecret);
        assertUnauthorized(provider.post(BODY, headers));
    }

    private Provider provider(String preset, String secret) {
        return Provider.of(fixture, preset, new JsonObject(), new JsonObject().put("secret", secret));
    }

    private void changeSecret(Provider provider, String secret) {
        JsonObject patch = new JsonObject().put("secrets", new JsonObject().put("secret", secret));
        fixture.api()
                .patch(fixture.path("/sources/" + provider.source().getString("id")), patch)
                .with(200);
    }

    private static Map<String, String> standardWebhooks(Instant time, String signature) {
        return Map.of(
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                Long.toString(time.getEpochSecond()),
                "webhook-signature",
                signature);
    }

    private static Map<String, String> twilioHeaders(String signedUrl, Map<String, String> parameters, String type)
            throws IOException {
        JsonObject input = new JsonObject()
                .put("secret", "12345")
                .put("url", signedUrl)
                .put("parameters", new JsonObject(new LinkedHashMap<>(parameters)));
        return Map.of("Content-Type", type, "X-Twilio-Signature", node("twilio.sign", input));
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonObject signed(String secret, String body) {
        return new JsonObject().put("secret", secret).put("body", body);
    }

    private static Map<String, String> json(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        return all;
    }

    private static String node(String operation, JsonObject input) throws IOException {
        assumeFalse(libraries == null, "hookgate.node is off");
        return libraries.call(operation, input);
    }

    private static String sha256(String text) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}

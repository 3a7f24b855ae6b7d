package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static final String URL = "https://hooks.example.com/in/key";
    private static final Map<String, Object> KEY = Map.of("type", "api-key", "header", "X-Key");

    @Test
    void echoesAQueryParameterToWhoeverAsks() {
        ConfiguredSource source =
                source(Map.of("method", "GET", "challenge", "query:challenge"), Map.of("secret", "k"));
        Reply reply = challenge(Requests.get(URL + "?challenge=%3Cscript%3E").to(source));

        assertThat(text(reply)).isEqualTo("<script>");
        assertThat(reply.headers())
                .containsEntry("content-type", "text/plain; charset=utf-8")
                .containsEntry("x-content-type-options", "nosniff");
        GenericWebhookAdapterTest.assertRejected(Requests.get(URL).to(source), RejectionCause.METHOD_NOT_ALLOWED, 405);
        GenericWebhookAdapterTest.assertRejected(
                Requests.get(URL + "?challenge=" + "x".repeat(4097)).to(source), RejectionCause.UNMAPPABLE, 422);
    }

    @Test
    void comparesTheTokenOfAHandshake() {
        ConfiguredSource source = source(
                Map.of(
                        "method", "GET",
                        "when", Map.of("query:hub.mode", "subscribe"),
                        "challenge", "query:hub.challenge",
                        "token", "query:hub.verify_token"),
                Map.of("secret", "k", "verifyToken", "t"));
        String asked = URL + "?hub.mode=subscribe&hub.challenge=1158201444";

        assertThat(text(challenge(Requests.get(asked + "&hub.verify_token=t").to(source))))
                .isEqualTo("1158201444");
        GenericWebhookAdapterTest.assertRejected(
                Requests.get(asked + "&hub.verify_token=u").to(source), RejectionCause.SIGNATURE_MISMATCH, 401);
        GenericWebhookAdapterTest.assertRejected(
                Requests.get(asked).to(source), RejectionCause.SIGNATURE_MISMATCH, 401);
        GenericWebhookAdapterTest.assertRejected(
                Requests.get(asked.replace("subscribe", "x") + "&hub.verify_token=t")
                        .to(source),
                RejectionCause.METHOD_NOT_ALLOWED,
                405);
    }

    @Test
    void hashesAChallenge() throws Exception {
        ConfiguredSource source = source(
                Map.of(
                        "method",
                        "GET",
                        "challenge",
                        "query:crc_token",
                        "hash",
                        Map.of("encoding", "base64", "prefix", "sha256="),
                        "reply",
                        Map.of("body", Map.of("response_token", "${answer}"))),
                Map.of("secret", "k"));
        String mac = PresetSigner.base64(PresetSigner.hmac("HmacSHA256", "k", "foo".getBytes(StandardCharsets.UTF_8)));
        Reply reply = challenge(Requests.get(URL + "?crc_token=foo").to(source));

        assertThat(text(reply)).isEqualTo("{\"response_token\":\"sha256=" + mac + "\"}");
        assertThat(reply.headers()).containsEntry("content-type", "application/json");
    }

    @Test
    void answersAHandshakeInABodyOnlyToAVerifiedSender() {
        ConfiguredSource source = source(
                Map.of(
                        "when", Map.of("$.type", "url_verification"),
                        "challenge", "$.challenge",
                        "reply", Map.of("body", Map.of("challenge", "${challenge}", "ok", true))),
                Map.of("secret", "k"));
        Requests request = Requests.post("{\"type\":\"url_verification\",\"challenge\":\"a\\\"b\"}")
                .json();

        GenericWebhookAdapterTest.assertRejected(request.to(source), RejectionCause.CREDENTIALS_MISSING, 401);
        String body = text(challenge(request.header("X-Key", "k").to(source)));
        assertThat(body).contains("\"challenge\":\"a\\\"b\"").contains("\"ok\":true");
        AdapterResult event = Requests.post("{\"type\":\"other\",\"challenge\":\"x\"}")
                .json()
                .header("X-Key", "k")
                .to(source);
        assertThat(event).isInstanceOf(AdapterResult.Accepted.class);
    }

    @Test
    void answersAHandshakeInAnUnsignedBodyWhereThatIsAsked() {
        ConfiguredSource source =
                source(Map.of("challenge", "$.validationToken", "verified", false), Map.of("secret", "k"));

        assertThat(text(challenge(
                        Requests.post("{\"validationToken\":\"v\"}").json().to(source))))
                .isEqualTo("v");
        GenericWebhookAdapterTest.assertRejected(
                Requests.post("{\"a\":").json().to(source), RejectionCause.CREDENTIALS_MISSING, 401);
    }

    @Test
    void confirmsAtTheProvidersHostsOnly() throws Exception {
        PresetSample sample = PresetSample.of("aws-sns");
        ConfiguredSource source = new GenericWebhookAdapter().configure(sample.configuration());
        String address = "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=1";

        assertThat(confirmation(sample, source, address))
                .isInstanceOfSatisfying(AdapterResult.Challenge.class, challenge -> {
                    assertThat(challenge.confirmation()).contains(URI.create(address));
                    assertThat(challenge.reply().status()).isEqualTo(200);
                });
        for (String other : List.of(
                "http://sns.us-west-2.amazonaws.com/",
                "https://sns.us-west-2.amazonaws.com.evil.example/",
                "https://sns.us-west-2.amazonaws.com@evil.example/",
                "https://sns.us-west-2.amazonaws.com:8443/",
                "https://sns.s3.amazonaws.com/",
                "https://sns.s3-us-west-2.amazonaws.com/",
                "https://evil.example/?sns.us-west-2.amazonaws.com",
                "https://169.254.169.254/",
                "::")) {
            GenericWebhookAdapterTest.assertRejected(
                    confirmation(sample, source, other), RejectionCause.SIGNATURE_MISMATCH, 401);
        }
    }

    @Test
    void neverConfirmsForSomebodyUnverified() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> Requests.configure(
                        Optional.empty(),
                        Map.of(
                                "verification",
                                "none",
                                "handshakes",
                                Map.of("method", "GET", "challenge", "query:u", "confirmHosts", List.of("a.example"))),
                        Map.of()))
                .satisfies(e -> assertThat(e.faults().get(0).pointer()).isEqualTo("/settings/handshakes/confirmHosts"));
    }

    @Test
    void checksTheUrlForFeishuWithoutASignatureAndTakesNoEventLikeThat() throws Exception {
        Map<String, String> secrets = Map.of("encryptKey", "test key", "verificationToken", "t");
        ConfiguredSource source = VectorsTest.preset("feishu", Map.of(), secrets);

        assertThat(text(challenge(
                        feishu(source, "{\"type\":\"url_verification\",\"token\":\"t\",\"challenge\":\"c\"}"))))
                .isEqualTo("{\"challenge\":\"c\"}");
        GenericWebhookAdapterTest.assertRejected(
                feishu(source, "{\"type\":\"url_verification\",\"token\":\"u\",\"challenge\":\"c\"}"),
                RejectionCause.CREDENTIALS_MISSING,
                401);
        GenericWebhookAdapterTest.assertRejected(
                feishu(source, "{\"schema\":\"2.0\",\"header\":{\"token\":\"t\",\"event_type\":\"x\"},\"event\":{}}"),
                RejectionCause.CREDENTIALS_MISSING,
                401);
        GenericWebhookAdapterTest.assertRejected(
                Requests.post("{\"type\":\"url_verification\",\"token\":\"t\",\"challenge\":\"c\"}")
                        .json()
                        .to(source),
                RejectionCause.CREDENTIALS_MISSING,
                401);
    }

    @Test
    void givesSendersOfCloudEventsLeave() {
        ConfiguredSource open = Requests.source(Map.of("verification", KEY), Map.of("secret", "k"));
        ConfiguredSource limited = Requests.source(
                Map.of(
                        "verification",
                        KEY,
                        "methods",
                        "POST",
                        "cloudEventsHandshake",
                        Map.of("allowedOrigins", List.of("em.example.com"), "allowedRate", 100)),
                Map.of("secret", "k"));
        Requests asking = new Requests().method("OPTIONS").header("WebHook-Request-Origin", "em.example.com");

        assertThat(challenge(asking.to(open)).headers())
                .containsEntry("webhook-allowed-origin", "em.example.com")
                .containsEntry("webhook-allowed-rate", "*")
                .containsEntry("allow", "PATCH, POST, PUT");
        assertThat(challenge(asking.to(limited)).headers())
                .containsEntry("webhook-allowed-rate", "100")
                .containsEntry("allow", "POST");
        assertThat(challenge(asking.header("WebHook-Request-Rate", "60").to(limited))
                        .headers())
                .containsEntry("webhook-allowed-rate", "60");
        GenericWebhookAdapterTest.assertRejected(
                new Requests()
                        .method("OPTIONS")
                        .header("WebHook-Request-Origin", "other.example.com")
                        .to(limited),
                RejectionCause.METHOD_NOT_ALLOWED,
                405);
        GenericWebhookAdapterTest.assertRejected(
                new Requests().method("OPTIONS").to(open), RejectionCause.METHOD_NOT_ALLOWED, 405);
    }

    @Test
    void repliesAsTheSettingsSay() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("verification", "none");
        settings.put("mapping", Map.of("id", "$.id"));
        settings.put(
                "reply",
                Map.of(
                        "status",
                        202,
                        "contentType",
                        "text/xml",
                        "headers",
                        Map.of("X-Slack-No-Retry", "1"),
                        "body",
                        "<ok id=\"${id}\" n=\"${count}\" e=\"${$.e}\"/>"));
        AdapterResult result =
                Requests.post("{\"id\":\"a<b\",\"e\":\"\\\"&\"}").json().to(Requests.source(settings, Map.of()));

        assertThat(result).isInstanceOfSatisfying(AdapterResult.Accepted.class, accepted -> {
            assertThat(accepted.reply().status()).isEqualTo(202);
            assertThat(accepted.reply().headers()).containsEntry("x-slack-no-retry", "1");
            assertThat(text(accepted.reply())).isEqualTo("<ok id=\"a&lt;b\" n=\"1\" e=\"&quot;&amp;\"/>");
        });
    }

    @Test
    void refusesRepliesThatCouldDoHarm() {
        for (Map<String, Object> reply : List.<Map<String, Object>>of(
                Map.of("status", 500),
                Map.of("contentType", "text/html", "body", "x"),
                Map.of("contentType", "nonsense"),
                Map.of("headers", Map.of("Set-Cookie", "a=b")),
                Map.of("headers", Map.of("X-A", "a\r\nb: c")),
                Map.of("headers", Map.of("X A", "a")))) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> Requests.configure(
                            Optional.empty(), Map.of("verification", "none", "reply", reply), Map.of()))
                    .satisfies(e -> assertThat(e.faults().get(0).pointer()).startsWith("/settings/reply/"));
        }
    }

    private static AdapterResult confirmation(PresetSample sample, ConfiguredSource source, String address)
            throws Exception {
        var message = (com.fasterxml.jackson.databind.node.ObjectNode) PresetSample.JSON.readTree(sample.payload());
        message.put("Type", "SubscriptionConfirmation").put("Token", "1").put("SubscribeURL", address);
        return source.receive(
                sample.signed(PresetSample.JSON.writeValueAsBytes(message)), sample.documents(), sample.now());
    }

    private static AdapterResult feishu(ConfiguredSource source, String plain) throws Exception {
        String encrypted = PresetSigner.feishuEncrypted("test key", plain.getBytes(StandardCharsets.UTF_8));
        return Requests.post("{\"encrypt\":\"" + encrypted + "\"}").json().to(source);
    }

    private static ConfiguredSource source(Map<String, Object> handshake, Map<String, String> secrets) {
        return Requests.source(Map.of("verification", KEY, "handshakes", handshake), secrets);
    }

    private static Reply challenge(AdapterResult result) {
        assertThat(result).isInstanceOf(AdapterResult.Challenge.class);
        return ((AdapterResult.Challenge) result).reply();
    }

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}

package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.provider.CertificateVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every vector of {@code vectors.json}, sent through the adapter as its provider would send it. */
class VectorsTest {
    private final Map<String, JsonNode> vectors = vectors();

    @TestFactory
    Stream<DynamicTest> hold() {
        return vectors.keySet().stream().map(id -> DynamicTest.dynamicTest(id, () -> check(id)));
    }

    private void check(String id) throws Exception {
        String family = id.substring(0, id.indexOf('.'));
        switch (family) {
            case "wecom" -> wecom(id);
            case "feishu" -> feishu(id);
            case "github" -> github(id);
            case "slack" -> slack(id);
            case "standard_webhooks" -> standardWebhooks(id);
            case "gitlab" -> gitlab(id);
            case "stripe" -> stripe(id);
            case "shopify" -> signedBody(id, "shopify", text(inputs(id), "secret"), "X-Shopify-Hmac-SHA256");
            case "hubspot" -> hubspot(id);
            case "zendesk" -> zendesk(id);
            case "xero" -> xero(id);
            case "twilio" -> twilio(id);
            case "aws_sns", "aliyun_mns" -> CertificateVectors.check(id, vectors.get(id));
            case "yonyou" -> yonyou(id);
            case "fxiaoke" -> fxiaoke(id);
            case "yunzhijia" -> yunzhijia(id);
            case "cloudevents" -> cloudEvents(id);
            default -> throw new AssertionError("A vector that nobody checks: " + id);
        }
    }

    private void wecom(String id) throws Exception {
        JsonNode inputs = inputs(id);
        ConfiguredSource source = preset(
                "wecom",
                Map.of("receiveIds", List.of(text(inputs, "receive_id"))),
                Map.of("token", text(inputs, "token"), "aesKey", text(inputs, "aes_key")));
        if (inputs.has("query")) {
            String url = "https://hooks.example.com/in/key?" + query(inputs.path("query"));
            AdapterResult result = Requests.get(url).to(source);
            assertChallenge(result, 200, text(expect(id), "body"));
            return;
        }
        String url = "https://hooks.example.com/in/key?msg_signature=" + text(inputs, "signature") + "&timestamp="
                + text(inputs, "timestamp") + "&nonce=" + text(inputs, "nonce");
        AdapterResult result = Requests.post(
                        "<xml><Encrypt><![CDATA[" + text(inputs, "encrypt") + "]]></Encrypt></xml>")
                .url(url)
                .header("Content-Type", "text/xml")
                .to(source);

        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(result);
        assertThat(event.getId()).isEqualTo("4561255354251345929");
        assertThat(event.getType()).isEqualTo("wecom.message.text");
        assertThat(event.getSubject()).isEqualTo("mycreate");
        assertThat(data(event)).contains("\"Content\":\"hello\"");
    }

    private void feishu(String id) throws Exception {
        JsonNode inputs = inputs(id);
        switch (id) {
            case "feishu.decrypt.hello_world" -> {
                String body = "{\"encrypt\":\"" + text(inputs, "encrypt") + "\"}";
                String key = text(inputs, "encrypt_key");
                AdapterResult result = Requests.post(body)
                        .json()
                        .header("X-Lark-Request-Timestamp", "1")
                        .header("X-Lark-Request-Nonce", "n")
                        .header(
                                "X-Lark-Signature",
                                PresetSigner.hex(PresetSigner.digest(
                                        "SHA-256",
                                        PresetSigner.join("1n" + key, body.getBytes(StandardCharsets.UTF_8)))))
                        .to(preset("feishu", Map.of(), Map.of("encryptKey", key)));
                // The plain text is no JSON, so it shows that it was decrypted by being refused as JSON.
                GenericWebhookAdapterTest.assertRejected(
                        result, io.hookgate.adapter.RejectionCause.UNPARSABLE_BODY, 400);
                assertThat(PresetSigner.feishuDecrypted(key, text(inputs, "encrypt")))
                        .isEqualTo(text(expect(id), "plaintext"));
            }
            case "feishu.signature.v2" -> {
                CloudEvent event = GenericWebhookAdapterTest.onlyEvent(Requests.post(text(inputs, "raw_body"))
                        .json()
                        .headers(texts(inputs.path("headers")))
                        .header(
                                "X-Lark-Signature",
                                text(expect(id), "x_lark_signature").toUpperCase(java.util.Locale.ROOT))
                        .to(preset("feishu", Map.of(), Map.of("encryptKey", text(inputs, "encrypt_key")))));
                assertThat(event.getId()).isEqualTo("f7984f25108f8137722bb63cee927e66");
                assertThat(data(event)).isEqualTo(text(expect(id), "decrypted"));
            }
            case "feishu.url_verification.plain" ->
                assertChallenge(
                        Requests.post(inputs.path("body").toString())
                                .json()
                                .to(preset("feishu", Map.of(), Map.of("verificationToken", "xxxxxx"))),
                        200,
                        expect(id).path("body").toString());
            case "feishu.url_verification.encrypted" ->
                assertChallenge(
                        Requests.post(inputs.path("body").toString())
                                .json()
                                .to(preset("feishu", Map.of(), Map.of("encryptKey", text(inputs, "encrypt_key")))),
                        200,
                        expect(id).path("body").toString());
            default -> throw new AssertionError(id);
        }
    }

    private void github(String id) throws Exception {
        signedBody(id, "github", text(inputs(id), "secret"), "X-Hub-Signature-256");
        JsonNode inputs = inputs(id);
        ConfiguredSource sha1 = Requests.source(
                Map.of("verification", Map.of("type", "hmac-sha1", "header", "X-Hub-Signature", "prefix", "sha1=")),
                Map.of("secret", text(inputs, "secret")));
        assertThat(Requests.post(text(inputs, "body"))
                        .header("X-Hub-Signature", text(expect(id), "X-Hub-Signature"))
                        .to(sha1))
                .isInstanceOf(AdapterResult.Accepted.class);
    }

    private void slack(String id) throws Exception {
        JsonNode inputs = inputs(id);
        if (inputs.path("body").isObject()) {
            String body = inputs.path("body").toString();
            Instant now = Instant.ofEpochSecond(1531420618);
            String signature = "v0="
                    + PresetSigner.hex(PresetSigner.hmac(
                            "HmacSHA256", "s", ("v0:1531420618:" + body).getBytes(StandardCharsets.UTF_8)));
            AdapterResult result = Requests.post(body)
                    .json()
                    .header("X-Slack-Request-Timestamp", "1531420618")
                    .header("X-Slack-Signature", signature)
                    .to(preset("slack", Map.of(), Map.of("secret", "s")), now);
            assertChallenge(result, 200, text(expect(id), "body_plain"));
            return;
        }
        Requests request = Requests.post(text(inputs, "body"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", text(inputs, "timestamp"))
                .header("X-Slack-Signature", text(expect(id), "X-Slack-Signature"));
        Instant sent = Instant.ofEpochSecond(Long.parseLong(text(inputs, "timestamp")));
        ConfiguredSource source = preset("slack", Map.of(), Map.of("secret", text(inputs, "signing_secret")));
        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(request.to(source, sent));

        assertThat(event.getType()).isEqualTo("com.slack.webhook_collect");
        assertThat(event.getSubject()).isEqualTo("G8PSS9T3V");
        assertThat(request.to(source, sent.plusSeconds(301))).isInstanceOf(AdapterResult.Rejected.class);
    }

    private void standardWebhooks(String id) throws Exception {
        JsonNode inputs = inputs(id);
        Map<String, String> headers = texts(inputs.path("headers"));
        headers.putIfAbsent(
                "webhook-signature", expect(id).path("webhook-signature").asText());
        String secret = inputs.path("secret").asText(inputs.path("public_key").asText());
        Instant now = Instant.ofEpochSecond(inputs.path("now").asLong(1614265330));

        AdapterResult result = Requests.post(text(inputs, "body"))
                .json()
                .headers(headers)
                .to(preset("standard-webhooks", Map.of(), Map.of("secret", secret)), now);

        assertThat(result instanceof AdapterResult.Accepted)
                .isEqualTo(expect(id).path("accept").asBoolean(true));
        if (inputs.has("private_key")) {
            assertThat(Requests.post(text(inputs, "body"))
                            .headers(headers)
                            .to(preset("svix", Map.of(), Map.of("secret", text(inputs, "private_key"))), now))
                    .isInstanceOf(AdapterResult.Accepted.class);
        }
    }

    private void gitlab(String id) throws Exception {
        JsonNode inputs = inputs(id);
        Map<String, String> headers = texts(inputs.path("headers"));
        if (id.equals("gitlab.secret_token")) {
            assertThat(Requests.post("{\"object_kind\":\"push\"}")
                            .json()
                            .headers(headers)
                            .to(preset("gitlab", Map.of(), Map.of("secret", text(inputs, "secret")))))
                    .isInstanceOf(AdapterResult.Accepted.class);
            return;
        }
        headers.put("webhook-signature", text(expect(id), "webhook-signature"));
        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(Requests.post(text(inputs, "body"))
                .json()
                .headers(headers)
                .to(
                        preset("gitlab", Map.of(), Map.of("signingToken", text(inputs, "secret"))),
                        Instant.ofEpochSecond(1700000000)));
        assertThat(event.getId()).isEqualTo(headers.get("Idempotency-Key"));
    }

    private void stripe(String id) throws Exception {
        JsonNode inputs = inputs(id);
        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(Requests.post(text(inputs, "body"))
                .json()
                .header("Stripe-Signature", text(expect(id), "Stripe-Signature"))
                .to(
                        preset("stripe", Map.of(), Map.of("secret", text(inputs, "secret"))),
                        Instant.ofEpochSecond(inputs.path("timestamp").asLong())));
        assertThat(event.getId()).isEqualTo("evt_test_webhook");
        assertThat(event.getSubject()).isEqualTo("rdr_123");
    }

    private void hubspot(String id) throws Exception {
        JsonNode inputs = inputs(id);
        ConfiguredSource source = preset("hubspot", Map.of(), Map.of("secret", text(inputs, "client_secret")));
        if (id.equals("hubspot.v1")) {
            CloudEvent event = GenericWebhookAdapterTest.onlyEvent(Requests.post(text(inputs, "body"))
                    .json()
                    .header("X-HubSpot-Signature", text(expect(id), "X-HubSpot-Signature"))
                    .header("X-HubSpot-Signature-Version", "v1")
                    .to(source));
            assertThat(event.getType()).isEqualTo("com.hubspot.contact.creation");
            return;
        }
        Instant now = Instant.ofEpochMilli(Long.parseLong(text(inputs, "timestamp_ms")));
        assertThat(Requests.post(text(inputs, "body"))
                        .url(text(inputs, "uri"))
                        .json()
                        .header("X-HubSpot-Request-Timestamp", text(inputs, "timestamp_ms"))
                        .header("X-HubSpot-Signature-v3", text(expect(id), "X-HubSpot-Signature-v3"))
                        .to(source, now))
                .isInstanceOf(AdapterResult.Accepted.class);
    }

    private void zendesk(String id) throws Exception {
        JsonNode inputs = inputs(id);
        JsonNode expect = expect(id);
        String signature = expect.path("X-Zendesk-Webhook-Signature")
                .asText(expect.path("signature").asText());
        AdapterResult result = Requests.post(text(inputs, "body"))
                .json()
                .header("X-Zendesk-Webhook-Signature", signature)
                .header("X-Zendesk-Webhook-Signature-Timestamp", text(inputs, "timestamp"))
                .to(
                        preset("zendesk", Map.of(), Map.of("secret", text(inputs, "secret"))),
                        Instant.parse(text(inputs, "timestamp")));

        // The formula of 2021, body before timestamp, is kept as a documentation oddity: it must not be accepted.
        assertThat(result instanceof AdapterResult.Accepted).isEqualTo(id.endsWith("current_ts_then_body"));
    }

    private void xero(String id) throws Exception {
        JsonNode inputs = inputs(id);
        ConfiguredSource source = preset("xero", Map.of(), Map.of("secret", text(inputs, "key")));
        Map<String, String> headers = texts(inputs.path("headers"));
        AdapterResult good =
                Requests.post(text(inputs, "body")).json().headers(headers).to(source);
        AdapterResult bad = Requests.post(text(inputs, "body"))
                .json()
                .header("x-xero-signature", headers.get("x-xero-signature").replace('Z', 'Y'))
                .to(source);

        assertThat(good).isInstanceOfSatisfying(AdapterResult.Accepted.class, accepted -> {
            assertThat(accepted.events()).isEmpty();
            assertThat(accepted.reply().status()).isEqualTo(200);
            assertThat(accepted.reply().body()).isEmpty();
        });
        assertThat(bad).isInstanceOfSatisfying(AdapterResult.Rejected.class, rejected -> {
            assertThat(rejected.reply().status()).isEqualTo(401);
            assertThat(rejected.reply().body()).isEmpty();
        });
    }

    private void twilio(String id) throws Exception {
        JsonNode inputs = inputs(id);
        String body = inputs.path("body").asText(form(inputs.path("params")));
        String contentType = inputs.has("body") ? "application/json" : "application/x-www-form-urlencoded";
        ConfiguredSource source = preset("twilio", Map.of(), Map.of("secret", text(inputs, "auth_token")));
        for (String url :
                List.of(text(inputs, "url"), text(inputs, "url").replace("mycompany.com", "mycompany.com:443"))) {
            assertThat(Requests.post(body)
                            .url(url)
                            .header("Content-Type", contentType)
                            .header("X-Twilio-Signature", text(expect(id), "X-Twilio-Signature"))
                            .to(source))
                    .isInstanceOf(AdapterResult.Accepted.class);
        }
    }

    private void yonyou(String id) throws Exception {
        JsonNode inputs = inputs(id);
        String body = "{\"msgSignature\":\"" + text(expect(id), "signature") + "\",\"timestamp\":"
                + text(inputs, "timestamp") + ",\"nonce\":\"" + text(inputs, "nonce") + "\",\"encrypt\":\""
                + text(expect(id), "encrypt") + "\"}";
        AdapterResult result = Requests.post(body)
                .json()
                .to(preset(
                        "yonyou-yonbip",
                        Map.of("receiveIds", List.of(text(inputs, "receive_id"))),
                        Map.of("secret", text(inputs, "token"))));

        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(result);
        assertThat(data(event)).isEqualTo(text(inputs, "plaintext"));
        JsonNode reply = PresetSample.JSON.readTree(
                ((AdapterResult.Accepted) result).reply().body());
        assertThat(PresetSigner.opened(
                        text(inputs, "aes_key"), reply.path("encrypt").asText()))
                .isEqualTo("success" + text(inputs, "receive_id"));
        assertThat(reply.path("msgSignature").asText())
                .isEqualTo(PresetSigner.sortedSha1(
                        text(inputs, "token"),
                        reply.path("timestamp").asText(),
                        reply.path("nonce").asText(),
                        reply.path("encrypt").asText()));
    }

    private void fxiaoke(String id) throws Exception {
        JsonNode inputs = inputs(id);
        String body = "{\"sig\":\"" + text(expect(id), "signature") + "\",\"timeStamp\":\"" + text(inputs, "timestamp")
                + "\",\"nonce\":\"" + text(inputs, "nonce") + "\",\"content\":\"" + text(expect(id), "encrypt") + "\"}";
        ConfiguredSource source =
                preset("fxiaoke", Map.of(), Map.of("token", text(inputs, "token"), "aesKey", text(inputs, "aes_key")));
        Instant sent = Instant.ofEpochMilli(Long.parseLong(text(inputs, "timestamp")));
        CloudEvent event =
                GenericWebhookAdapterTest.onlyEvent(Requests.post(body).json().to(source, sent));

        assertThat(event.getType()).isEqualTo("fxiaoke.MESSAGE");
        assertThat(Requests.post(body).json().to(source, sent.plusSeconds(501)))
                .isInstanceOf(AdapterResult.Rejected.class);
    }

    private void yunzhijia(String id) throws Exception {
        JsonNode inputs = inputs(id);
        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(Requests.post(text(inputs, "content"))
                .header("Content-Type", text(inputs, "content_type"))
                .header("Date", text(inputs, "date"))
                .header("Authorization", text(expect(id), "Authorization"))
                .to(
                        preset(
                                "kingdee-yunzhijia",
                                Map.of("applicationId", text(inputs, "app_id")),
                                Map.of("secret", text(inputs, "app_secret"))),
                        Instant.parse("2016-05-22T06:57:43Z")));
        assertThat(event.getType()).isEqualTo("yunzhijia.person_add");
    }

    private void cloudEvents(String id) throws Exception {
        JsonNode inputs = inputs(id);
        JsonNode expect = expect(id);
        ConfiguredSource source = preset("cloudevents", Map.of(), Map.of());
        if (inputs.has("value")) {
            CloudEvent event = GenericWebhookAdapterTest.onlyEvent(
                    binary().header("ce-myvalue", text(expect, "header")).to(source));
            assertThat(event.getExtension("myvalue")).isEqualTo(text(inputs, "value"));
            return;
        }
        if (inputs.has("name")) {
            AdapterResult result = Requests.post(
                            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\""
                                    + text(inputs, "name") + "\":\"v\"}")
                    .header("Content-Type", "application/cloudevents+json")
                    .to(source);
            boolean isExtension = result instanceof AdapterResult.Accepted accepted
                    && "v".equals(accepted.events().get(0).getExtension(text(inputs, "name")));
            // A name that merely SHOULD NOT be used is still legal.
            assertThat(isExtension).isEqualTo(!expect.path("valid").asText().equals("false"));
            return;
        }
        InboundRequest request = Requests.post(inputs.path("body").asText())
                .method(text(inputs, "method"))
                .headers(texts(inputs.path("headers")))
                .build();
        AdapterResult result = source.receive(request, Documents.NONE, Requests.NOW);
        if (id.equals("cloudevents.webhook.handshake")) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            AdapterResult.Challenge.class,
                            challenge -> assertThat(challenge.reply().headers())
                                    .containsEntry("webhook-allowed-origin", "eventemitter.example.com")
                                    .containsEntry("webhook-allowed-rate", "*")
                                    .containsEntry("allow", "POST"));
            return;
        }
        List<CloudEvent> events = ((AdapterResult.Accepted) result).events();
        if (id.equals("cloudevents.batch")) {
            assertThat(events).extracting(CloudEvent::getId).containsExactly("a", "b");
            assertThat(HexFormat.of().formatHex(events.get(1).getData().toBytes()))
                    .isEqualTo(text(expect, "second_data_hex"));
            return;
        }
        CloudEvent event = events.get(0);
        JsonNode attributes = expect.path("attributes");
        attributes
                .propertyStream()
                .forEach(attribute -> assertThat(String.valueOf(event.getAttribute(attribute.getKey())))
                        .isEqualTo(attribute.getValue().asText()));
        assertThat(PresetSample.JSON.readTree(event.getData().toBytes())).isEqualTo(expect.path("data"));
    }

    private static Requests binary() {
        return Requests.post("{}")
                .json()
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/s")
                .header("ce-type", "t");
    }

    /** A signature over nothing but the body, in one header; right as it is, wrong for another body. */
    private void signedBody(String id, String preset, String secret, String header) throws Exception {
        ConfiguredSource source = preset(preset, Map.of(), Map.of("secret", secret));
        String body = text(inputs(id), "body");
        String signature = text(expect(id), header);

        assertThat(Requests.post(body).header(header, signature).to(source)).isInstanceOf(AdapterResult.Accepted.class);
        assertThat(Requests.post(body + " ").header(header, signature).to(source))
                .isInstanceOf(AdapterResult.Rejected.class);
    }

    private static void assertChallenge(AdapterResult result, int status, String body) {
        assertThat(result).isInstanceOfSatisfying(AdapterResult.Challenge.class, challenge -> {
            assertThat(challenge.reply().status()).isEqualTo(status);
            assertThat(challenge.reply().body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(body);
        });
    }

    static ConfiguredSource preset(String id, Map<String, Object> settings, Map<String, String> secrets)
            throws InvalidConfigurationException {
        return Requests.configure(Optional.of(id), settings, secrets);
    }

    private static String query(JsonNode parameters) {
        return form(parameters);
    }

    private static String form(JsonNode parameters) {
        List<String> pairs = new ArrayList<>();
        texts(parameters)
                .forEach((name, value) ->
                        pairs.add(name + '=' + java.net.URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    private static String data(CloudEvent event) {
        return new String(event.getData().toBytes(), StandardCharsets.UTF_8);
    }

    private JsonNode inputs(String id) {
        return vectors.get(id).path("inputs");
    }

    private JsonNode expect(String id) {
        return vectors.get(id).path("expect");
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asText();
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.propertyStream()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static Map<String, JsonNode> vectors() {
        try {
            JsonNode root = PresetSample.JSON.readTree(PresetSigner.resource("vectors.json"));
            Map<String, JsonNode> vectors = new LinkedHashMap<>();
            StreamSupport.stream(root.path("vectors").spliterator(), false)
                    .forEach(vector -> vectors.put(vector.path("id").asText(), vector));
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

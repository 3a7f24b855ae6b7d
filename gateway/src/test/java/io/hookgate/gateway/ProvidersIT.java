package io.hookgate.gateway;

import static io.hookgate.gateway.Provider.assertAccepted;
import static io.hookgate.gateway.Provider.assertUnauthorized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.generic.PresetSample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every provider's requests and checks of the URL through the running ingress. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class ProvidersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Their certificates are at the provider, so that no test can sign for them; see ProviderDocumentsIT. */
    private static final Set<String> SIGNED_WITH_CERTIFICATES = Set.of("aws-sns", "aliyun-mns", "aliyun-oss");

    @TestHTTPResource
    String url;

    private Fixture fixture;

    @BeforeEach
    void createTenant() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
    }

    static Stream<String> presets() {
        return PresetSample.all().stream().map(PresetSample::id).filter(id -> !SIGNED_WITH_CERTIFICATES.contains(id));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void takesTheSampleOfEveryPreset(String preset) {
        PresetSample sample = sample(preset);
        Provider provider = provider(sample);
        JsonNode expected = sample.expectedReply();

        Api.Answer answer =
                provider.send(sample.sent(Instant.now(), provider.url()).signed());

        assertThat(answer.status())
                .as(answer.text())
                .isEqualTo(expected.path("status").asInt());
        if (expected.has("body")) {
            assertThat(answer.text()).isEqualTo(expected.path("body").asText());
        }
        assertThat(answer.text()).contains(expected.path("bodyContains").asText());
        List<String> types = sample.expectedEvents().findValuesAsText("type");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                events(provider).stream().map(event -> ((JsonObject) event).getString("type")))
                        .containsExactlyInAnyOrderElementsOf(types));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void refusesTheSampleOfEveryPresetWithoutItsProof(String preset) {
        PresetSample sample = sample(preset);
        Provider provider = provider(sample);
        if (sample.secrets().isEmpty()) {
            // Salesforce proves itself by its organization alone.
            String foreign = new String(sample.payload(), StandardCharsets.UTF_8).replaceAll("00D\\w+", "00Dxx");
            assertThat(provider.post(foreign, Map.of("content-type", "text/xml"))
                            .status())
                    .isEqualTo(401);
            return;
        }
        InboundRequest signed = sample.sent(Instant.now(), provider.url()).signed();

        Api.Answer answer = provider.send(
                "POST",
                "",
                sample.payload(),
                Map.of("content-type", signed.header("content-type").orElse("application/json")));

        assertUnauthorized(answer);
        assertThat(answer.header("set-cookie")).isEmpty();
    }

    @Test
    void answersXeroAsItsIntentToReceiveWants() {
        Provider xero = provider("xero", new JsonObject().put("secret", "webhook-key"));
        String body = "{\"events\":[],\"firstEventSequence\":0,\"lastEventSequence\":0,\"entropy\":\"S0m3r4nd0mt3xt\"}";
        Map<String, String> right = Map.of("x-xero-signature", hmacSha256("webhook-key", body));
        Map<String, String> wrong = Map.of("x-xero-signature", hmacSha256("another", body));

        assertThat(xero.post(body, right)).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEmpty();
        });
        assertThat(xero.post(body, wrong)).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).isEmpty();
        });
    }

    @Test
    void givesSlackItsChallengeBack() throws Exception {
        Provider slack = provider("slack", new JsonObject().put("secret", "signing"));
        String body = "{\"token\":\"x\",\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\","
                + "\"type\":\"url_verification\"}";
        String time = Long.toString(Instant.now().getEpochSecond());
        String signature = new com.slack.api.app_backend.SlackSignature.Generator("signing").generate(time, body);

        Api.Answer answer = slack.post(
                body,
                Map.of(
                        "content-type",
                        "application/json",
                        "x-slack-request-timestamp",
                        time,
                        "x-slack-signature",
                        signature));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
    }

    @Test
    void givesFeishuItsEncryptedChallengeBack() throws Exception {
        Provider feishu = provider(
                "feishu", new JsonObject().put("encryptKey", "test key").put("verificationToken", "tok"));
        String check = "{\"challenge\":\"ajls384kdj\",\"token\":\"tok\",\"type\":\"url_verification\"}";
        byte[] key = MessageDigest.getInstance("SHA-256").digest("test key".getBytes(StandardCharsets.UTF_8));
        byte[] iv = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        byte[] sealed = cipher.doFinal(check.getBytes(StandardCharsets.UTF_8));
        byte[] sent = java.nio.ByteBuffer.allocate(iv.length + sealed.length)
                .put(iv)
                .put(sealed)
                .array();

        Api.Answer answer = feishu.post(
                new JsonObject()
                        .put("encrypt", Base64.getEncoder().encodeToString(sent))
                        .encode(),
                Map.of("content-type", "application/json"));

        assertThat(answer.with(200)).isEqualTo(new JsonObject().put("challenge", "ajls384kdj"));
    }

    @Test
    void givesWeComItsDecryptedEchoBack() {
        String aesKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
        Provider wecom = Provider.of(
                fixture,
                "wecom",
                new JsonObject().put("receiveIds", new JsonArray().add("wx5823bf96d3bd56c7")),
                new JsonObject().put("token", "QDG6eK").put("aesKey", aesKey));
        WxCryptUtil library = new WxCryptUtil("QDG6eK", aesKey, "wx5823bf96d3bd56c7");
        WxCryptUtil.EncryptContext echo = library.encryptContext("1616140317555161061");

        Api.Answer answer = wecom.get("?msg_signature=" + echo.getSignature() + "&timestamp=" + echo.getTimeStamp()
                + "&nonce=" + echo.getNonce() + "&echostr="
                + java.net.URLEncoder.encode(echo.getEncrypt(), StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("1616140317555161061");
    }

    @Test
    void givesSendersOfCloudEventsLeave() {
        Provider sap = Provider.of(
                fixture,
                "sap",
                new JsonObject().put("authentication", "basic").put("username", "em"),
                new JsonObject().put("password", "p"));

        Api.Answer leave = sap.send(
                "OPTIONS",
                "",
                new byte[0],
                Map.of("WebHook-Request-Origin", "eventmesh.example", "WebHook-Request-Rate", "120"));
        Api.Answer none = sap.send("OPTIONS", "", new byte[0], Map.of());

        assertThat(leave.status()).isEqualTo(200);
        assertThat(leave.header("webhook-allowed-origin")).isEqualTo("eventmesh.example");
        assertThat(leave.header("webhook-allowed-rate")).isNotEmpty();
        assertThat(leave.header("allow")).contains("POST");
        assertThat(none.status()).isEqualTo(405);
        assertThat(none.header("allow")).contains("POST");
    }

    @Test
    void takesHubSpotsThreeVersionsOfSignatures() throws Exception {
        Provider hubspot = provider("hubspot", new JsonObject().put("secret", "client-secret"));
        String body = "[{\"eventId\":1,\"subscriptionId\":2,\"portalId\":3,\"occurredAt\":1767323045000,"
                + "\"subscriptionType\":\"contact.creation\",\"objectId\":4},{\"eventId\":2,\"subscriptionId\":2,"
                + "\"portalId\":3,\"occurredAt\":1767323045000,\"subscriptionType\":\"contact.deletion\",\"objectId\":5}]";
        String millis = Long.toString(Instant.now().toEpochMilli());
        Map<String, String> first =
                Map.of("X-HubSpot-Signature-Version", "v1", "X-HubSpot-Signature", sha256("client-secret" + body));
        Map<String, String> second = Map.of(
                "X-HubSpot-Signature-Version",
                "v2",
                "X-HubSpot-Signature",
                sha256("client-secret" + "POST" + hubspot.url() + body));
        Map<String, String> third = Map.of(
                "X-HubSpot-Request-Timestamp",
                millis,
                "X-HubSpot-Signature-v3",
                hmacSha256("client-secret", "POST" + hubspot.url() + body + millis));

        for (Map<String, String> headers : List.of(first, second, third)) {
            Map<String, String> all = new java.util.HashMap<>(headers);
            all.put("content-type", "application/json");
            assertAccepted(hubspot.post(body, all));
            assertUnauthorized(hubspot.post(Provider.altered(body), all));
        }
    }

    @Test
    void takesDingTalksPushesAndAnswersEncrypted() {
        WxCryptUtil dingTalk =
                new WxCryptUtil("token123", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "dingappkey1");
        Provider provider = Provider.registered(
                fixture,
                new JsonObject()
                        .put("adapter", "dingtalk")
                        .put("settings", new JsonObject().put("receiveIds", new JsonArray().add("dingappkey1")))
                        .put(
                                "secrets",
                                new JsonObject()
                                        .put("token", "token123")
                                        .put("aesKey", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")));
        String item = "{\"syncAction\":\"org_dept_create\",\"id\":7}";
        JsonArray items = new JsonArray();
        for (int i = 1; i <= 2; i++) {
            items.add(new JsonObject()
                    .put("id", i)
                    .put("corp_id", "dingcorp")
                    .put("biz_id", "7")
                    .put("biz_type", 14)
                    .put("subscribe_id", "1_0")
                    .put("biz_data", item));
        }

        for (String message : List.of(
                "{\"EventType\":\"check_url\"}",
                "{\"EventType\":\"user_add_org\",\"CorpId\":\"dingcorp\",\"eventId\":\"e1\",\"userId\":[\"张三\"]}",
                new JsonObject()
                        .put("EventType", "SYNC_HTTP_PUSH_HIGH")
                        .put("bizData", items)
                        .encode())) {
            assertThat(decrypted(dingTalk, push(provider, dingTalk.encryptContext(message), "signature")))
                    .isEqualTo("success");
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                events(provider).stream().map(event -> ((JsonObject) event).getString("type")))
                        .containsExactlyInAnyOrder(
                                "dingtalk.user_add_org", "dingtalk.org_dept_create", "dingtalk.org_dept_create"));
        WxCryptUtil.EncryptContext forged = dingTalk.encryptContext("{\"EventType\":\"check_url\"}");
        assertUnauthorized(push(provider, forged, "nonsense"));
        WxCryptUtil other = new WxCryptUtil("another", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "dingappkey1");
        assertUnauthorized(push(provider, other.encryptContext("{\"EventType\":\"check_url\"}"), "signature"));
    }

    private static Api.Answer push(Provider provider, WxCryptUtil.EncryptContext sealed, String signatureName) {
        return provider.post(
                "?" + signatureName + "=" + sealed.getSignature() + "&timestamp=" + sealed.getTimeStamp() + "&nonce="
                        + sealed.getNonce(),
                new JsonObject().put("encrypt", sealed.getEncrypt()).encode(),
                Map.of("content-type", "application/json"));
    }

    private static String decrypted(WxCryptUtil dingTalk, Api.Answer answer) {
        JsonObject reply = answer.with(200);
        return dingTalk.decryptContent(
                reply.getString("msg_signature"),
                reply.getString("timeStamp"),
                reply.getString("nonce"),
                reply.getString("encrypt"));
    }

    private JsonArray events(Provider provider) {
        return fixture.api()
                .get(fixture.path("/events?source=" + provider.source().getString("id")))
                .items();
    }

    private Provider provider(String preset, JsonObject secrets) {
        return Provider.of(fixture, preset, new JsonObject(), secrets);
    }

    private Provider provider(PresetSample sample) {
        return Provider.of(
                fixture,
                sample.id(),
                new JsonObject(sample.settings()),
                new JsonObject(new java.util.HashMap<>(sample.secrets())));
    }

    private static PresetSample sample(String preset) {
        return PresetSample.all().stream()
                .filter(sample -> sample.id().equals(preset))
                .findFirst()
                .orElseThrow();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hmacSha256(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

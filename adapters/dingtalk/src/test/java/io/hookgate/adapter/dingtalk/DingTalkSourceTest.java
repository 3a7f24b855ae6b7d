package io.hookgate.adapter.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.Reply;
import io.hookgate.adapter.SourceConfiguration;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DingTalk's side is played by the WxJava library, whose cryptography is the same and not ours. */
class DingTalkSourceTest {
    private static final String TOKEN = "gw-token-2024";
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String APP_KEY = "dingappkeyexample01";
    private static final Instant NOW = Instant.parse("2022-09-14T08:15:36Z");
    private static final String EVENT =
            "{\"EventType\":\"user_add_org\",\"CorpId\":\"dingcorp0001\",\"eventId\":\"e1\",\"userId\":[\"用户\"]}";

    private final ConfiguredSource source = source(TOKEN, AES_KEY, Map.of("receiveIds", List.of(APP_KEY, "suite1")));

    static Stream<JsonNode> positiveVectors() {
        return Json.cases("vectors.json").stream()
                .filter(vector -> vector.get("inputs").has("token"))
                .filter(vector -> vector.get("expect").path("accept").asBoolean(true));
    }

    @ParameterizedTest
    @MethodSource("positiveVectors")
    void takesEveryVectorAndAnswersIt(JsonNode vector) {
        JsonNode inputs = vector.get("inputs");
        String receiveId = inputs.get("receive_id").asText();
        ConfiguredSource source = source(
                inputs.get("token").asText(), inputs.get("aes_key").asText(), Map.of("receiveIds", List.of(receiveId)));

        AdapterResult result = receive(source, request(vector));

        if (plaintext(vector).equals("success")) {
            assertRejected(result, RejectionCause.UNPARSABLE_BODY);
            return;
        }
        assertThat(decrypt(
                        reply(result),
                        new WxCryptUtil(
                                inputs.get("token").asText(),
                                inputs.get("aes_key").asText(),
                                receiveId)))
                .isEqualTo("success");
        boolean handshake = plaintext(vector).contains("\"check_");
        assertThat(result).isInstanceOf(handshake ? AdapterResult.Challenge.class : AdapterResult.Accepted.class);
        if (plaintext(vector).contains("eventId")) {
            assertThat(events(result)).hasSize(1);
        }
    }

    @Test
    void refusesTheNegativeVectors() {
        assertRejected(
                receive(source, request(vector("dingtalk.negative.bad_signature"))), RejectionCause.SIGNATURE_MISMATCH);
        assertRejected(
                receive(source, request(vector("dingtalk.negative.wrong_receive_id"))),
                RejectionCause.DECRYPTION_FAILED);
    }

    @Test
    void answersAnEventWithAReplyThatDingTalkCanRead() {
        AdapterResult result = receive(source, push(EVENT, APP_KEY));

        Reply reply = reply(result);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers()).containsEntry("content-type", "application/json");
        JsonNode body = Json.parse(reply.body());
        assertThat(body.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("msg_signature", "timeStamp", "nonce", "encrypt");
        assertThat(body.properties())
                .allSatisfy(field -> assertThat(field.getValue().isTextual()).isTrue());
        assertThat(body.get("timeStamp").asText()).isEqualTo(Long.toString(NOW.toEpochMilli()));
        assertThat(decrypt(reply, dingTalk(APP_KEY))).isEqualTo("success");
        assertThat(events(result)).singleElement().satisfies(event -> {
            assertThat(event.getId()).isEqualTo("e1");
            assertThat(event.getData().toBytes()).isEqualTo(EVENT.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void addressesTheReplyToTheReceiverOfTheRequest() {
        assertThat(decrypt(reply(receive(source, push(EVENT, "suite1"))), dingTalk("suite1")))
                .isEqualTo("success");
        assertThat(decrypt(reply(receive(source, push(EVENT, APP_KEY))), dingTalk(APP_KEY)))
                .isEqualTo("success");
    }

    @Test
    void answersAPushThatHoldsNothing() {
        AdapterResult result =
                receive(source, push("{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\",\"bizData\":[]}", "suite1"));

        assertThat(result).isInstanceOf(AdapterResult.Accepted.class);
        assertThat(events(result)).isEmpty();
        assertThat(decrypt(reply(result), dingTalk("suite1"))).isEqualTo("success");
    }

    @Test
    void makesOneEventOfEachSynchronisedItem() {
        String item = "{\"id\":%d,\"corp_id\":\"c\",\"biz_id\":\"b\",\"biz_type\":13,\"subscribe_id\":\"1_0\","
                + "\"biz_data\":\"{\\\"syncAction\\\":\\\"user_add_org\\\"}\"}";
        String items = item.formatted(1) + "," + item.formatted(2) + "," + item.formatted(3);

        AdapterResult result = receive(
                source, push("{\"EventType\":\"SYNC_HTTP_PUSH_MEDIUM\",\"bizData\":[" + items + "]}", "suite1"));

        assertThat(events(result))
                .extracting(CloudEvent::getId)
                .containsExactly("1_0:c:13:b:1", "1_0:c:13:b:2", "1_0:c:13:b:3");
    }

    @ParameterizedTest
    @CsvSource({"signature,timestamp", "signature,timeStamp", "msg_signature,timestamp", "msg_signature,timeStamp"})
    void takesEverySpellingOfTheParameters(String signature, String timestamp) {
        assertThat(receive(source, push(EVENT, APP_KEY, signature, timestamp)))
                .isInstanceOf(AdapterResult.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check_url", "check_create_suite_url", "check_update_suite_url"})
    void answersEveryHandshake(String eventType) {
        String message =
                "{\"EventType\":\"%s\",\"Random\":\"LPIdSnlF\",\"TestSuiteKey\":\"suite1\"}".formatted(eventType);

        AdapterResult result = receive(source, push(message, "suite1"));

        assertThat(result).isInstanceOf(AdapterResult.Challenge.class);
        assertThat(decrypt(reply(result), dingTalk("suite1"))).isEqualTo("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check_create_suite_url", "check_update_suite_url"})
    void answersTheSuiteChecksWithTheirRandomValueIfAskedTo(String eventType) {
        ConfiguredSource old =
                source(TOKEN, AES_KEY, Map.of("receiveIds", List.of("suite1"), "suiteCheckReply", "random"));
        String message =
                "{\"EventType\":\"%s\",\"Random\":\"LPIdSnlF\",\"TestSuiteKey\":\"suite1\"}".formatted(eventType);

        assertThat(decrypt(reply(receive(old, push(message, "suite1"))), dingTalk("suite1")))
                .isEqualTo("LPIdSnlF");
        assertThat(decrypt(reply(receive(old, push("{\"EventType\":\"check_url\"}", "suite1"))), dingTalk("suite1")))
                .isEqualTo("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_SUITE_KEY", "suite4xxxxxxxxxxxxxxx"})
    void answersTheCheckOfASuiteThatHasNoKeyYet(String receiveId) {
        AdapterResult result =
                receive(source, push("{\"EventType\":\"check_create_suite_url\",\"Random\":\"r\"}", receiveId));

        assertThat(result).isInstanceOf(AdapterResult.Challenge.class);
        assertThat(decrypt(reply(result), dingTalk(receiveId))).isEqualTo("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_SUITE_KEY", "suite4xxxxxxxxxxxxxxx", "dingother", ""})
    void takesNothingElseForAnotherReceiver(String receiveId) {
        assertRejected(receive(source, push(EVENT, receiveId)), RejectionCause.DECRYPTION_FAILED);
        assertRejected(
                receive(source, push("{\"EventType\":\"check_url\"}", receiveId)), RejectionCause.DECRYPTION_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"signature", "timestamp", "nonce"})
    void refusesARequestWithoutItsParameters(String missing) {
        InboundRequest request = push(EVENT, APP_KEY);
        Map<String, List<String>> query = new HashMap<>(request.query());
        query.remove(missing);

        assertRejected(receive(source, with(request, query, request.body())), RejectionCause.CREDENTIALS_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "OPTIONS", "HEAD"})
    void refusesOtherMethods(String method) {
        InboundRequest request = push(EVENT, APP_KEY);

        AdapterResult result = receive(
                source,
                new InboundRequest(
                        method, request.url(), request.headers(), request.query(), request.body(), "203.119.0.1"));

        assertRejected(result, RejectionCause.METHOD_NOT_ALLOWED);
        assertThat(reply(result).headers()).containsEntry("allow", "POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "[]", "{}", "{\"encrypt\":1}", "{\"encrypt\":null}", "{\"encrypt\":\"a\"", "encrypt=a"})
    void refusesABodyOfAnotherForm(String body) {
        InboundRequest request = push(EVENT, APP_KEY);

        assertRejected(
                receive(source, with(request, request.query(), body.getBytes(StandardCharsets.UTF_8))),
                RejectionCause.UNPARSABLE_BODY);
    }

    @Test
    void refusesAnAlteredMessage() {
        InboundRequest request = push(EVENT, APP_KEY);
        byte[] altered = request.body().clone();
        altered[20] ^= 1;

        assertRejected(receive(source, with(request, request.query(), altered)), RejectionCause.SIGNATURE_MISMATCH);
    }

    @Test
    void refusesAnotherToken() {
        WxCryptUtil other = new WxCryptUtil("other-token", AES_KEY, APP_KEY);

        assertRejected(receive(source, push(other.encryptContext(EVENT))), RejectionCause.SIGNATURE_MISMATCH);
    }

    @Test
    void refusesAnotherAesKey() {
        WxCryptUtil other = new WxCryptUtil(TOKEN, "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba", APP_KEY);

        assertRejected(receive(source, push(other.encryptContext(EVENT))), RejectionCause.DECRYPTION_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "", "\"text", "{\"EventType\":\"a\"}x"})
    void refusesAMessageThatIsNotJson(String message) {
        assertRejected(receive(source, push(message, APP_KEY)), RejectionCause.UNPARSABLE_BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"text\"",
                "{\"EventType\":{}}",
                "{\"EventType\":\"\"}",
                "{\"EventType\":\"a\\u0000\"}"
            })
    void refusesAMessageWithoutAnEventType(String message) {
        assertRejected(receive(source, push(message, APP_KEY)), RejectionCause.UNMAPPABLE);
    }

    @Test
    void tellsTheSenderNothingButTheStatus() {
        InboundRequest wrong = push(new WxCryptUtil("other-token", AES_KEY, APP_KEY).encryptContext(EVENT));
        InboundRequest misdirected = push(EVENT, "dingother");

        assertThat(reply(receive(source, wrong)).body()).isEmpty();
        assertThat(reply(receive(source, misdirected)))
                .usingRecursiveComparison()
                .isEqualTo(reply(receive(source, wrong)));
    }

    @Test
    void takesAnyTimestampByDefault() {
        assertThat(source.receive(push(EVENT, APP_KEY), Documents.NONE, Instant.EPOCH))
                .isInstanceOf(AdapterResult.Accepted.class);
    }

    @Test
    void refusesAnOldOrUnreadableTimestampIfAskedTo() {
        ConfiguredSource strict =
                source(TOKEN, AES_KEY, Map.of("receiveIds", List.of(APP_KEY), "timestampToleranceSeconds", 60));
        InboundRequest request = push(EVENT, APP_KEY);
        Instant sent = Instant.ofEpochSecond(
                Long.parseLong(request.queryParameter("timestamp").orElseThrow()));

        assertThat(strict.receive(request, Documents.NONE, sent.plusSeconds(60)))
                .isInstanceOf(AdapterResult.Accepted.class);
        assertThat(strict.receive(request, Documents.NONE, sent.minusSeconds(60)))
                .isInstanceOf(AdapterResult.Accepted.class);
        assertRejected(
                strict.receive(request, Documents.NONE, sent.plusSeconds(61)),
                RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE);
        assertRejected(
                strict.receive(request, Documents.NONE, sent.minusSeconds(61)),
                RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE);
        assertRejected(
                receive(strict, request(vector("dingtalk.event.user_add_org.http"), "1")),
                RejectionCause.SIGNATURE_MISMATCH);
    }

    @Test
    void drawsEveryReplyAfresh() {
        InboundRequest request = push(EVENT, APP_KEY);

        assertThat(reply(receive(source, request)).body())
                .isNotEqualTo(reply(receive(source, request)).body());
    }

    private static ConfiguredSource source(String token, String aesKey, Map<String, Object> settings) {
        try {
            return new DingTalkAdapter(new Random(5))
                    .configure(new SourceConfiguration(
                            "urn:s", Optional.empty(), settings, Map.of("token", token, "aesKey", aesKey)));
        } catch (io.hookgate.adapter.InvalidConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static AdapterResult receive(ConfiguredSource source, InboundRequest request) {
        return source.receive(request, Documents.NONE, NOW);
    }

    private static WxCryptUtil dingTalk(String receiveId) {
        return new WxCryptUtil(TOKEN, AES_KEY, receiveId);
    }

    private static InboundRequest push(String message, String receiveId) {
        return push(dingTalk(receiveId).encryptContext(message));
    }

    private static InboundRequest push(String message, String receiveId, String signature, String timestamp) {
        return push(dingTalk(receiveId).encryptContext(message), signature, timestamp);
    }

    private static InboundRequest push(WxCryptUtil.EncryptContext sealed) {
        return push(sealed, "signature", "timestamp");
    }

    private static InboundRequest push(WxCryptUtil.EncryptContext sealed, String signature, String timestamp) {
        return request(
                Map.of(signature, sealed.getSignature(), timestamp, sealed.getTimeStamp(), "nonce", sealed.getNonce()),
                sealed.getEncrypt());
    }

    private static InboundRequest request(JsonNode vector) {
        JsonNode inputs = vector.get("inputs");
        JsonNode sealed = inputs.has("encrypt") ? inputs : vector.get("expect");
        return request(
                Map.of(
                        "signature", sealed.get("signature").asText(),
                        "timestamp", inputs.get("timestamp").asText(),
                        "nonce", inputs.get("nonce").asText()),
                sealed.get("encrypt").asText());
    }

    private static InboundRequest request(JsonNode vector, String timestamp) {
        InboundRequest request = request(vector);
        Map<String, List<String>> query = new HashMap<>(request.query());
        query.put("timestamp", List.of(timestamp));
        return with(request, query, request.body());
    }

    private static InboundRequest request(Map<String, String> parameters, String encrypt) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        parameters.forEach((name, value) -> query.put(name, List.of(value)));
        return new InboundRequest(
                "POST",
                URI.create("https://gateway.example/in/key"),
                Map.of("content-type", List.of("application/json")),
                query,
                Json.bytes(Map.of("encrypt", encrypt)),
                "203.119.0.1");
    }

    private static InboundRequest with(InboundRequest request, Map<String, List<String>> query, byte[] body) {
        return new InboundRequest(
                request.method(), request.url(), request.headers(), query, body, request.remoteAddress());
    }

    private static JsonNode vector(String id) {
        return Json.cases("vectors.json").stream()
                .filter(vector -> vector.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String plaintext(JsonNode vector) {
        JsonNode inputs = vector.get("inputs");
        return (inputs.has("plaintext") ? inputs : vector.get("expect"))
                .get("plaintext")
                .asText();
    }

    private static String decrypt(Reply reply, WxCryptUtil library) {
        JsonNode body = Json.parse(reply.body());
        return library.decryptContent(
                body.get("msg_signature").asText(),
                body.get("timeStamp").asText(),
                body.get("nonce").asText(),
                body.get("encrypt").asText());
    }

    private static void assertRejected(AdapterResult result, RejectionCause cause) {
        assertThat(result).isInstanceOfSatisfying(AdapterResult.Rejected.class, rejected -> {
            assertThat(rejected.cause()).isEqualTo(cause);
            assertThat(rejected.reply().status()).isEqualTo(cause.status());
        });
    }

    private static List<CloudEvent> events(AdapterResult result) {
        return result instanceof AdapterResult.Accepted accepted ? accepted.events() : List.of();
    }

    private static Reply reply(AdapterResult result) {
        if (result instanceof AdapterResult.Challenge challenge) {
            return challenge.reply();
        }
        if (result instanceof AdapterResult.Rejected rejected) {
            return rejected.reply();
        }
        return ((AdapterResult.Accepted) result).reply();
    }
}

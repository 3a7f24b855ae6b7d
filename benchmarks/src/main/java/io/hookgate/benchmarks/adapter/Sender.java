package io.hookgate.benchmarks.adapter;

import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.SourceConfiguration;
import io.hookgate.adapter.callbackcrypto.CallbackCrypto;
import io.hookgate.adapter.callbackcrypto.CallbackKeys;
import io.hookgate.adapter.callbackcrypto.ReceiveIds;
import io.hookgate.adapter.callbackcrypto.SealedMessage;
import io.hookgate.adapter.dingtalk.DingTalkAdapter;
import io.hookgate.adapter.generic.GenericWebhookAdapter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody who sends signed requests with about 1 KiB of body. */
public enum Sender {
    /** HMAC-SHA256 of the body. */
    GITHUB {
        @Override
        ConfiguredSource source() throws InvalidConfigurationException {
            return new GenericWebhookAdapter()
                    .configure(new SourceConfiguration(
                            "/sources/github", Optional.of("github"), Map.of(), Map.of("secret", SECRET)));
        }

        @Override
        InboundRequest request(Instant now) throws GeneralSecurityException {
            byte[] body =
                    ("{\"action\":\"opened\",\"repository\":{\"full_name\":\"a/b\",\"html_url\":\"https://github.com/a/b\"},"
                                    + "\"text\":\"" + PADDING + "\"}")
                            .getBytes(StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return post(
                    URL,
                    Map.of(
                            "Content-Type", List.of("application/json"),
                            "X-GitHub-Event", List.of("issues"),
                            "X-GitHub-Delivery", List.of("72d3162e-cc78-11e3-81ab-4c9367dc0958"),
                            "X-Hub-Signature-256",
                                    List.of("sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))),
                    Map.of(),
                    body);
        }
    },
    /** A CloudEvent in the structured mode, not signed. */
    CLOUD_EVENTS {
        @Override
        ConfiguredSource source() throws InvalidConfigurationException {
            return new GenericWebhookAdapter()
                    .configure(new SourceConfiguration(
                            "/sources/open",
                            Optional.empty(),
                            Map.of("verification", Map.of("type", "none")),
                            Map.of()));
        }

        @Override
        InboundRequest request(Instant now) {
            String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shops/7\",\"type\":\"order.created\","
                    + "\"data\":{\"text\":\"" + PADDING + "\"}}";
            return post(
                    URL,
                    Map.of("Content-Type", List.of("application/cloudevents+json")),
                    Map.of(),
                    event.getBytes(StandardCharsets.UTF_8));
        }
    },
    /** AES-256 with a SHA-1 signature over the sorted parts, and a reply that is encrypted and signed too. */
    DINGTALK {
        @Override
        ConfiguredSource source() throws InvalidConfigurationException {
            return new DingTalkAdapter()
                    .configure(new SourceConfiguration(
                            "/sources/dingtalk",
                            Optional.empty(),
                            Map.of("receiveIds", List.of(RECEIVE_ID)),
                            Map.of("token", TOKEN, "aesKey", AES_KEY)));
        }

        @Override
        InboundRequest request(Instant now) {
            String event = "{\"EventType\":\"user_add_org\",\"EventTime\":1663143335567,\"CorpId\":\"dingcorp0001\","
                    + "\"BizId\":\"1663143335567\",\"userId\":[\"user-1\"],\"text\":\"" + PADDING + "\"}";
            CallbackCrypto crypto =
                    new CallbackCrypto(CallbackKeys.of(TOKEN, AES_KEY), new ReceiveIds.Listed(Set.of(RECEIVE_ID)));
            SealedMessage sealed = crypto.seal(event.getBytes(StandardCharsets.UTF_8), RECEIVE_ID, now, new Random(1));
            Map<String, List<String>> query = Map.of(
                    "signature", List.of(sealed.signature()),
                    "msg_signature", List.of(sealed.signature()),
                    "timestamp", List.of(sealed.timestamp()),
                    "nonce", List.of(sealed.nonce()));
            String url = URL + "?msg_signature=" + sealed.signature() + "&timestamp=" + sealed.timestamp() + "&nonce="
                    + sealed.nonce();
            return post(
                    url,
                    Map.of("Content-Type", List.of("application/json")),
                    query,
                    ("{\"encrypt\":\"" + sealed.ciphertext() + "\"}").getBytes(StandardCharsets.UTF_8));
        }
    };

    private static final String URL = "https://hooks.example.com/in/key";
    private static final String SECRET = "correct horse battery staple";
    private static final String TOKEN = "gw-token-2024";
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String RECEIVE_ID = "dingappkeyexample01";
    private static final String PADDING = "x".repeat(900);

    abstract ConfiguredSource source() throws InvalidConfigurationException;

    /** A genuine request of that moment. */
    abstract InboundRequest request(Instant now) throws GeneralSecurityException;

    private static InboundRequest post(
            String url, Map<String, List<String>> headers, Map<String, List<String>> query, byte[] body) {
        return new InboundRequest("POST", URI.create(url), headers, query, body, "203.0.113.7");
    }
}

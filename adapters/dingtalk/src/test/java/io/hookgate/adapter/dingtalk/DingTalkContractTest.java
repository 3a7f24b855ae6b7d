package io.hookgate.adapter.dingtalk;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.SourceAdapter;
import io.hookgate.adapter.SourceAdapterContract;
import io.hookgate.adapter.SourceConfiguration;
import io.hookgate.adapter.callbackcrypto.CallbackCrypto;
import io.hookgate.adapter.callbackcrypto.CallbackKeys;
import io.hookgate.adapter.callbackcrypto.ReceiveIds;
import io.hookgate.adapter.callbackcrypto.SealedMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

class DingTalkContractTest extends SourceAdapterContract {
    private static final String TOKEN = "gw-token-2024";
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final Instant NOW = Instant.parse("2022-09-14T08:15:36Z");
    private static final CallbackCrypto DINGTALK =
            new CallbackCrypto(CallbackKeys.of(TOKEN, AES_KEY), ReceiveIds.ignored());

    @Override
    protected SourceAdapter newAdapter() {
        return new DingTalkAdapter();
    }

    @Override
    protected boolean repliesAreRandom() {
        return true;
    }

    @Override
    protected List<Case> cases() {
        Map<String, String> secrets = Map.of("token", TOKEN, "aesKey", AES_KEY);
        SourceConfiguration plain = new SourceConfiguration(
                "https://gateway.example/sources/1",
                Optional.empty(),
                Map.of("receiveIds", List.of("appkey1")),
                secrets);
        SourceConfiguration strict = new SourceConfiguration(
                "https://gateway.example/sources/2",
                Optional.empty(),
                Map.of("receiveIds", List.of("appkey1"), "timestampToleranceSeconds", 60, "suiteCheckReply", "random"),
                secrets);
        return List.of(
                new Case("defaults", plain, samples(), Optional.of(DingTalkContractTest::push)),
                new Case("strict", strict, samples(), Optional.of(DingTalkContractTest::push)));
    }

    private static List<Sample> samples() {
        return List.of(
                sample(
                        "event",
                        "{\"EventType\":\"user_add_org\",\"EventTime\":1663143335567,\"CorpId\":\"c\",\"eventId\":\"e1\",\"userId\":[\"用户\"]}",
                        1),
                sample(
                        "legacy event",
                        "{\"EventType\":\"user_add_org\",\"TimeStamp\":1663143335567,\"UserId\":[\"u\"]}",
                        1),
                sample(
                        "synchronised items",
                        "{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\",\"bizData\":[{\"id\":1,\"biz_data\":\"{}\"},{\"id\":2}]}",
                        2),
                sample("handshake", "{\"EventType\":\"check_url\"}", 0),
                sample("suite handshake", "{\"EventType\":\"check_create_suite_url\",\"Random\":\"r\"}", 0));
    }

    private static Sample sample(String name, String message, int events) {
        return new Sample(name, push(message.getBytes(StandardCharsets.UTF_8)), Documents.NONE, NOW, events, true);
    }

    private static InboundRequest push(byte[] message) {
        SealedMessage sealed = DINGTALK.seal(message, "appkey1", NOW, new Random(1));
        return new InboundRequest(
                "POST",
                URI.create("https://gateway.example/in/key"),
                Map.of("content-type", List.of("application/json")),
                Map.of(
                        "signature", List.of(sealed.signature()),
                        "timestamp", List.of(sealed.timestamp()),
                        "nonce", List.of(sealed.nonce())),
                Json.bytes(Map.of("encrypt", sealed.ciphertext())),
                "203.119.0.1");
    }
}

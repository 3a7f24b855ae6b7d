package io.hookgate.adapter.generic;

import io.hookgate.adapter.InboundRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A source of each kind, and what its provider sends to it: every preset, DingTalk, and a source that takes anything.
 *
 * @param name for reports
 * @param source what is posted to the API to register it
 * @param payload what the provider says, before it is signed or encrypted
 * @param fetchesCertificates whether the gateway must fetch what the signature is checked with
 * @param signer signs any payload as the provider does
 */
public record ProviderTraffic(
        String name,
        Map<String, Object> source,
        @SuppressWarnings("ArrayRecordComponent") byte[] payload,
        boolean fetchesCertificates,
        Signer signer) {
    private static final List<String> WITH_CERTIFICATES = List.of("aws-sns", "aliyun-mns", "aliyun-oss");
    private static final String DINGTALK_TOKEN = "token123";
    private static final String DINGTALK_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String DINGTALK_RECEIVER = "dingappkey1";

    /** Makes the request that a provider would send to the URL of its source. */
    @FunctionalInterface
    public interface Signer {
        /** The request with this payload, signed now. */
        InboundRequest sign(String url, byte[] payload);
    }

    /** What the provider sends to the URL of its source. */
    public InboundRequest request(String url) {
        return signer.sign(url, payload);
    }

    /** One of each kind. */
    public static List<ProviderTraffic> all() {
        List<ProviderTraffic> all = new ArrayList<>();
        PresetSample.all().forEach(sample -> all.add(ofPreset(sample)));
        all.add(dingTalk());
        all.add(open());
        return all;
    }

    private static ProviderTraffic ofPreset(PresetSample sample) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("name", sample.id());
        source.put("adapter", "generic-webhook");
        source.put("preset", sample.id());
        source.put("settings", sample.settings());
        source.put("secrets", sample.secrets());
        return new ProviderTraffic(
                sample.id(),
                source,
                sample.payload(),
                WITH_CERTIFICATES.contains(sample.id()),
                (url, payload) -> sample.sent(Instant.now(), url).signed(payload));
    }

    private static ProviderTraffic dingTalk() {
        return new ProviderTraffic(
                "dingtalk",
                Map.of(
                        "name",
                        "dingtalk",
                        "adapter",
                        "dingtalk",
                        "settings",
                        Map.of("receiveIds", List.of(DINGTALK_RECEIVER)),
                        "secrets",
                        Map.of("token", DINGTALK_TOKEN, "aesKey", DINGTALK_KEY)),
                ("{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\",\"bizData\":[{\"id\":1,\"corp_id\":\"c\",\"biz_id\":\"b\",\"biz_type\":13,"
                                + "\"subscribe_id\":\"1_0\",\"biz_data\":\"{\\\"syncAction\\\":\\\"user_add_org\\\"}\"}]}")
                        .getBytes(StandardCharsets.UTF_8),
                false,
                ProviderTraffic::dingTalkPush);
    }

    private static InboundRequest dingTalkPush(String url, byte[] payload) {
        try {
            String sealed = PresetSigner.sealed(DINGTALK_KEY, payload, DINGTALK_RECEIVER);
            String time = Long.toString(Instant.now().toEpochMilli());
            String signature = PresetSigner.sortedSha1(DINGTALK_TOKEN, time, "nonce", sealed);
            return PresetSigner.request(
                    "POST",
                    url + "?msg_signature=" + signature + "&timestamp=" + time + "&nonce=nonce",
                    Map.of("Content-Type", "application/json"),
                    ("{\"encrypt\":\"" + sealed + "\"}").getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static ProviderTraffic open() {
        return new ProviderTraffic(
                "open",
                Map.of(
                        "name",
                        "open",
                        "adapter",
                        "generic-webhook",
                        "settings",
                        Map.of(
                                "verification",
                                "none",
                                "split",
                                "$.events",
                                "mapping",
                                Map.of("type", "com.example.${$.type}", "time", "$.at", "subject", "$..number"))),
                "{\"events\":[{\"type\":\"a\",\"at\":1767323044,\"o\":{\"number\":1}},{\"type\":\"b\"}]}"
                        .getBytes(StandardCharsets.UTF_8),
                false,
                (url, payload) -> PresetSigner.request(
                        "POST", url, Map.of("Content-Type", "application/json", "X-Event", "a"), payload));
    }
}

package io.hookgate.gateway.demo;

import io.hookgate.adapter.callbackcrypto.CallbackCrypto;
import io.hookgate.adapter.callbackcrypto.CallbackKeys;
import io.hookgate.adapter.callbackcrypto.ReceiveIds;
import io.hookgate.adapter.callbackcrypto.SealedMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests as GitHub and DingTalk send them, signed with the demo's own secrets. */
final class ProviderSamples {
    static final String GITHUB_SECRET = "demo-github-secret";
    static final String DINGTALK_TOKEN = "demoDingTalkToken";
    static final String DINGTALK_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    static final String DINGTALK_APP_KEY = "dingdemoappkey";

    private final SecureRandom random = new SecureRandom();

    /**
     * One webhook.
     *
     * @param query what is put behind the source's URL
     */
    record Request(
            String query,
            Map<String, String> headers,
            @SuppressWarnings("ArrayRecordComponent") byte[] body) {}

    Request githubIssueOpened(int number) throws GeneralSecurityException {
        JsonObject payload = new JsonObject()
                .put("action", "opened")
                .put(
                        "issue",
                        new JsonObject()
                                .put("number", number)
                                .put("title", "The invoice of " + number + " has no address")
                                .put("created_at", Instant.now().toString()))
                .put(
                        "repository",
                        new JsonObject()
                                .put("full_name", "acme/billing")
                                .put("url", "https://api.github.com/repos/acme/billing"))
                .put("sender", new JsonObject().put("login", "octocat"));
        byte[] body = payload.encode().getBytes(StandardCharsets.UTF_8);
        return new Request(
                "",
                Map.of(
                        "content-type", "application/json",
                        "user-agent", "GitHub-Hookshot/demo",
                        "x-github-event", "issues",
                        "x-github-delivery", UUID.randomUUID().toString(),
                        "x-hub-signature-256", "sha256=" + hmac(GITHUB_SECRET, body)),
                body);
    }

    Request dingTalkApprovalFinished(int number) {
        JsonObject payload = new JsonObject()
                .put("EventType", "bpms_instance_change")
                .put("EventTime", Instant.now().toEpochMilli())
                .put("CorpId", "dingdemocorp")
                .put("BizId", UUID.randomUUID().toString())
                .put("eventId", UUID.randomUUID().toString())
                .put("processInstanceId", "demo-process-" + number)
                .put("processCode", "PROC-TRAVEL")
                .put("type", "finish")
                .put("result", "agree")
                .put("title", "Travel request " + number)
                .put("staffId", "manager01");
        SealedMessage sealed = new CallbackCrypto(CallbackKeys.of(DINGTALK_TOKEN, DINGTALK_KEY), ReceiveIds.ignored())
                .seal(payload.encode().getBytes(StandardCharsets.UTF_8), DINGTALK_APP_KEY, Instant.now(), random);
        return new Request(
                "?signature=" + sealed.signature() + "&timestamp=" + sealed.timestamp() + "&nonce="
                        + URLEncoder.encode(sealed.nonce(), StandardCharsets.UTF_8),
                Map.of("content-type", "application/json"),
                new JsonObject().put("encrypt", sealed.ciphertext()).encode().getBytes(StandardCharsets.UTF_8));
    }

    static JsonObject githubSource() {
        return new JsonObject()
                .put("name", "GitHub")
                .put("adapter", "generic-webhook")
                .put("preset", "github")
                .put("settings", new JsonObject())
                .put("secrets", new JsonObject().put("secret", GITHUB_SECRET));
    }

    static JsonObject dingTalkSource() {
        return new JsonObject()
                .put("name", "DingTalk")
                .put("adapter", "dingtalk")
                .put("settings", new JsonObject().put("receiveIds", new JsonArray().add(DINGTALK_APP_KEY)))
                .put("secrets", new JsonObject().put("token", DINGTALK_TOKEN).put("aesKey", DINGTALK_KEY));
    }

    private static String hmac(String secret, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}

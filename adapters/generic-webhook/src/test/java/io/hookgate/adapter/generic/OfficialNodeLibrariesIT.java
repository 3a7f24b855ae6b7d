package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Providers' own Node libraries sign what the presets accept. Needs Node 20 or later with npm on the path; where there is
 * none, {@code -Dhookgate.node=off} leaves these tests out.
 */
class OfficialNodeLibrariesIT {
    private static final String BODY = "{\"action\":\"opened\",\"id\":820982911946154508,\"text\":\"ü 你好\"}";

    private static NodeLibraries libraries;

    @BeforeAll
    static void start() throws InterruptedException {
        assumeFalse("off".equals(System.getProperty("hookgate.node")), "hookgate.node is off");
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

    @Test
    void acceptsWhatGitHubSigns() throws Exception {
        String secret = "It's a Secret to Everybody";
        String signature = libraries.call("github.sign", Map.of("secret", secret, "body", BODY));

        OfficialLibrariesTest.checkSigned(
                "github",
                secret,
                "another",
                BODY,
                Map.of("X-Hub-Signature-256", signature, "X-GitHub-Event", "issues"),
                0);
    }

    @Test
    void acceptsWhatShopifySigns() throws Exception {
        String signature = libraries.call("shopify.sign", Map.of("secret", "hush", "body", BODY));

        for (String prefix : new String[] {"X-Shopify-", "Shopify-"}) {
            OfficialLibrariesTest.checkSigned("shopify", "hush", "tush", BODY, shopifyHeaders(prefix, signature), 0);
        }
    }

    @Test
    void agreesWithShopify() throws Exception {
        String signature = libraries.call("shopify.sign", Map.of("secret", "hush", "body", BODY));
        Map<String, String> headers = shopifyHeaders("X-Shopify-", signature);
        ConfiguredSource source = VectorsTest.preset("shopify", Map.of(), Map.of("secret", "hush"));
        for (String body : new String[] {BODY, BODY + " ", "{}", BODY.replace('ü', 'u')}) {
            String theirs =
                    libraries.call("shopify.verify", Map.of("secret", "hush", "body", body, "headers", headers));
            AdapterResult ours = Requests.post(body).json().headers(headers).to(source);

            assertThat(ours instanceof AdapterResult.Accepted).isEqualTo(Boolean.parseBoolean(theirs));
        }
    }

    @Test
    void acceptsWhatStandardWebhooksSigns() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        long seconds = Requests.NOW.getEpochSecond();
        String signature = libraries.call(
                "standard-webhooks.sign", Map.of("secret", secret, "body", BODY, "id", "msg_1", "timestamp", seconds));

        OfficialLibrariesTest.checkSigned(
                "standard-webhooks",
                secret,
                "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                BODY,
                Map.of(
                        "webhook-id",
                        "msg_1",
                        "webhook-timestamp",
                        Long.toString(seconds),
                        "webhook-signature",
                        signature),
                300);
    }

    private static Map<String, String> shopifyHeaders(String prefix, String signature) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(prefix + "Hmac-SHA256", signature);
        headers.put(prefix + "Topic", "orders/create");
        headers.put(prefix + "Shop-Domain", "example.myshopify.com");
        headers.put(prefix + "API-Version", "2026-01");
        headers.put(prefix + "Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");
        return headers;
    }
}

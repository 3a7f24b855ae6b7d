package io.hookgate.adapter.generic;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.SourceAdapter;
import io.hookgate.adapter.SourceAdapterContract;
import io.hookgate.adapter.SourceConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class GenericWebhookContractTest extends SourceAdapterContract {
    /** Whose signature covers only parts of the body, or nothing of it. */
    private static final Set<String> BODY_NOT_SIGNED =
            Set.of("kingdee", "odoo", "sap", "cloudevents", "salesforce", "aws-sns", "wecom", "twilio");
    /** Whose proof stands inside the body, so that no other body has it. */
    private static final Set<String> NO_OTHER_PAYLOAD = Set.of("salesforce", "aws-sns", "feishu");

    @Override
    protected SourceAdapter newAdapter() {
        return new GenericWebhookAdapter();
    }

    @Override
    protected boolean repliesAreRandom() {
        return true;
    }

    @Override
    protected List<Case> cases() {
        List<Case> cases = new ArrayList<>(List.of(plain(), signed()));
        PresetSample.all().stream().map(GenericWebhookContractTest::preset).forEach(cases::add);
        return cases;
    }

    private static Case preset(PresetSample sample) {
        Sample authentic = new Sample(
                "sample",
                sample.signed(),
                sample.documents(),
                sample.now(),
                sample.expectedEvents().size(),
                !BODY_NOT_SIGNED.contains(sample.id()));
        return new Case(
                sample.id(),
                sample.configuration(),
                List.of(authentic),
                NO_OTHER_PAYLOAD.contains(sample.id()) ? Optional.empty() : Optional.of(sample::signed));
    }

    private static Case plain() {
        Map<String, Object> settings = Map.of(
                "verification",
                "none",
                "split",
                "$.events",
                "mapping",
                Map.of(
                        "type", List.of("$.type", "query:event"),
                        "subject", "$..number",
                        "time", "$.at",
                        "orderingKey", "root:$.account",
                        "extensions", Map.of("origin", "header:X-Origin")));
        byte[] body =
                "{\"account\":7,\"events\":[{\"type\":\"a\",\"at\":1767323044,\"o\":{\"number\":1}},{\"type\":\"b\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
        Sample sample = new Sample(
                "batch",
                Requests.post(body).json().header("X-Origin", "erp").build(),
                Documents.NONE,
                Requests.NOW,
                2,
                false);
        return new Case(
                "plain",
                new SourceConfiguration(Requests.SOURCE_URI, Optional.empty(), settings, Map.of()),
                List.of(sample),
                Optional.of(payload -> Requests.post(payload).json().build()));
    }

    private static Case signed() {
        Map<String, Object> settings = Map.of(
                "verification",
                Map.of("type", "hmac", "header", "X-Signature"),
                "handshakes",
                Map.of("challenge", "query:challenge", "method", "GET"),
                "reply",
                Map.of("status", 201, "body", Map.of("received", "${count}", "id", "${id}")),
                "mapping",
                Map.of("id", "hash:body", "type", "order.${$.state}"));
        String secret = "a secret of the test";
        byte[] body = "{\"state\":\"paid\"}".getBytes(StandardCharsets.UTF_8);
        return new Case(
                "hmac",
                new SourceConfiguration(Requests.SOURCE_URI, Optional.empty(), settings, Map.of("secret", secret)),
                List.of(new Sample("order", sign(secret, body), Documents.NONE, Requests.NOW, 1, true)),
                Optional.of(payload -> sign(secret, payload)));
    }

    private static io.hookgate.adapter.InboundRequest sign(String secret, byte[] body) {
        try {
            return Requests.post(body)
                    .json()
                    .header("X-Signature", PresetSigner.hex(PresetSigner.hmac("HmacSHA256", secret, body)))
                    .build();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

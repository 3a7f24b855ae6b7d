package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudevents.CloudEvent;
import io.hookgate.adapter.AdapterRegistry;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class GenericWebhookAdapterTest {
    private static final Map<String, Object> HMAC = Map.of(
            "verification",
            Map.of("type", "hmac", "header", "X-Signature", "encoding", "hex", "prefix", "sha256="),
            "mapping",
            Map.of(
                    "id",
                    "$.id",
                    "type",
                    "com.example.${$.event}",
                    "subject",
                    "$.order.number",
                    "orderingKey",
                    "$.order.number"));
    private static final String ORDER = "{\"id\":\"e-1\",\"event\":\"order.paid\",\"order\":{\"number\":4711}}";

    @Test
    void isFoundByItsId() {
        assertThat(AdapterRegistry.load().find("generic-webhook")).isPresent();
    }

    @Test
    void refusesSettingsWithoutVerification() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> Requests.configure(Optional.empty(), Map.of(), Map.of()))
                .satisfies(e -> assertThat(e.faults()).singleElement().satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/settings/verification");
                    assertThat(fault.reason()).contains("is required", "none");
                }));
    }

    @Test
    void refusesUnknownSettingsByTheirPointer() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> Requests.configure(
                        Optional.empty(), Map.of("verification", "none", "mapping", Map.of("kind", "$.x")), Map.of()))
                .satisfies(e -> assertThat(e.faults().get(0).pointer()).isEqualTo("/settings/mapping/kind"));
    }

    @Test
    void refusesSecretsThatNothingUses() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() ->
                        Requests.configure(Optional.empty(), Map.of("verification", "none"), Map.of("secret", "s")))
                .satisfies(e -> assertThat(e.faults().get(0).pointer()).isEqualTo("/secrets/secret"));
    }

    @Test
    void mapsTheAttributesOfASignedEvent() {
        AdapterResult result = Requests.post(ORDER)
                .json()
                .header("X-Signature", "sha256=" + hmac("s3cret", ORDER))
                .to(Requests.source(HMAC, Map.of("secret", "s3cret")));

        CloudEvent event = onlyEvent(result);
        assertThat(event.getId()).isEqualTo("e-1");
        assertThat(event.getType()).isEqualTo("com.example.order.paid");
        assertThat(event.getSubject()).isEqualTo("4711");
        assertThat(event.getSource()).hasToString(Requests.SOURCE_URI);
        assertThat(event.getExtension("partitionkey")).isEqualTo("4711");
        assertThat(event.getTime().toInstant()).isEqualTo(Requests.NOW);
        assertThat(event.getData().toBytes()).asString(StandardCharsets.UTF_8).isEqualTo(ORDER);
    }

    @Test
    void rejectsAnAlteredBody() {
        AdapterResult result = Requests.post(ORDER.replace('7', '8'))
                .json()
                .header("X-Signature", "sha256=" + hmac("s3cret", ORDER))
                .to(Requests.source(HMAC, Map.of("secret", "s3cret")));

        assertRejected(result, RejectionCause.SIGNATURE_MISMATCH, 401);
    }

    @Test
    void rejectsAMissingSignature() {
        AdapterResult result = Requests.post(ORDER).json().to(Requests.source(HMAC, Map.of("secret", "s3cret")));

        assertRejected(result, RejectionCause.CREDENTIALS_MISSING, 401);
    }

    @Test
    void acceptsThePreviousSecret() {
        AdapterResult result = Requests.post(ORDER)
                .json()
                .header("X-Signature", "sha256=" + hmac("old", ORDER))
                .to(Requests.source(HMAC, Map.of("secret", "new", "previousSecret", "old")));

        assertThat(result).isInstanceOf(AdapterResult.Accepted.class);
    }

    @Test
    void derivesTheSameIdForTheSameEvent() {
        ConfiguredSource source = Requests.source(Map.of("verification", Map.of("type", "none")), Map.of());

        CloudEvent first = onlyEvent(Requests.post("{\"a\":1}").json().to(source));
        CloudEvent again = onlyEvent(Requests.post("{\"a\":1}").json().to(source, Requests.NOW.plusSeconds(60)));
        CloudEvent other = onlyEvent(Requests.post("{\"a\":2}").json().to(source));

        assertThat(first.getType()).isEqualTo("hookgate.webhook.received");
        assertThat(first.getId())
                .isEqualTo(again.getId())
                .isNotEqualTo(other.getId())
                .hasSize(64);
    }

    static CloudEvent onlyEvent(AdapterResult result) {
        assertThat(result).isInstanceOf(AdapterResult.Accepted.class);
        List<CloudEvent> events = ((AdapterResult.Accepted) result).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    static void assertRejected(AdapterResult result, RejectionCause cause, int status) {
        assertThat(result).isInstanceOfSatisfying(AdapterResult.Rejected.class, rejected -> {
            assertThat(rejected.cause()).as(rejected.detail()).isEqualTo(cause);
            assertThat(rejected.reply().status()).isEqualTo(status);
        });
    }

    static String hmac(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return java.util.HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

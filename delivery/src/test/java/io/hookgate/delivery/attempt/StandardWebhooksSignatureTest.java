package io.hookgate.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import io.hookgate.tenant.SigningSecret;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksSignatureTest {
    private static final SigningSecret PUBLISHED =
            new SigningSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    private static final SigningSecret OLD = new SigningSecret(new byte[32]);

    @Test
    void signsThePublishedExample() {
        String signature = StandardWebhooksSignature.sign(
                List.of(PUBLISHED), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, utf8("{\"test\": 2432232314}"));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"name\":\"Grüße 😀\"}"})
    void isAcceptedByTheReferenceLibraryWithEachSecretOfARotation(String body) {
        long now = Instant.now().getEpochSecond();
        String signature = StandardWebhooksSignature.sign(List.of(PUBLISHED, OLD), "d-1", now, utf8(body));

        assertThat(signature.split(" ")).hasSize(2);
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of("d-1"),
                        "webhook-timestamp", List.of(Long.toString(now)),
                        "webhook-signature", List.of(signature)),
                (name, value) -> true);
        for (SigningSecret secret : List.of(PUBLISHED, OLD)) {
            assertThatCode(() -> new Webhook(secret.reveal()).verify(body, headers))
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.hookgate.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import io.hookgate.tenant.Signatures;
import io.hookgate.tenant.SigningKey;
import io.hookgate.tenant.SigningSecret;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
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
                new Signatures(List.of(PUBLISHED), List.of()),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                utf8("{\"test\": 2432232314}"));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"name\":\"Grüße 😀\"}"})
    void isAcceptedByTheReferenceLibraryWithEachSecretOfARotation(String body) {
        long now = Instant.now().getEpochSecond();
        String signature = StandardWebhooksSignature.sign(
                new Signatures(List.of(PUBLISHED, OLD), List.of()), "d-1", now, utf8(body));

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

    @Test
    void signsByEachKeyToo() {
        SigningKey current = SigningKey.generate(new SecureRandom());
        SigningKey old =
                SigningKey.decode(SigningKey.generate(new SecureRandom()).encoded());
        Signatures signatures = new Signatures(List.of(PUBLISHED), List.of(current, old));

        String[] items = StandardWebhooksSignature.sign(signatures, "d-1", 1614265330, utf8("{\"a\":1}"))
                .split(" ");

        assertThat(items).hasSize(3);
        assertThat(items[0]).startsWith("v1,");
        assertThat(verifies(current, items[1], "d-1.1614265330.{\"a\":1}")).isTrue();
        assertThat(verifies(old, items[2], "d-1.1614265330.{\"a\":1}")).isTrue();
        assertThat(verifies(old, items[1], "d-1.1614265330.{\"a\":1}")).isFalse();
        assertThat(verifies(current, items[1], "d-1.1614265330.{\"a\":2}")).isFalse();
    }

    /** By another implementation than the one that signs. */
    private static boolean verifies(SigningKey key, String item, String content) {
        assertThat(item).startsWith("v1a,");
        assertThat(key.revealPublic()).startsWith("whpk_");
        byte[] publicKey = Base64.getDecoder().decode(key.revealPublic().substring("whpk_".length()));
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(publicKey));
        byte[] signed = utf8(content);
        verifier.update(signed, 0, signed.length);
        return verifier.verifySignature(Base64.getDecoder().decode(item.substring("v1a,".length())));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

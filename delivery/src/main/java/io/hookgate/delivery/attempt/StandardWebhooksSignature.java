package io.hookgate.delivery.attempt;

import static java.util.stream.Collectors.joining;

import io.hookgate.tenant.Signatures;
import io.hookgate.tenant.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a delivery by Standard Webhooks 1.0.0: what is signed is {@code id.timestamp.body}, by HMAC-SHA256 (scheme {@code v1})
 * or ed25519 ({@code v1a}).
 */
final class StandardWebhooksSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String SYMMETRIC = "v1,";
    private static final String ASYMMETRIC = "v1a,";

    private StandardWebhooksSignature() {}

    /**
     * The value of {@code webhook-signature}: one item for each secret and key, separated by spaces.
     *
     * @param id the value of {@code webhook-id}, without dots
     * @param timestamp the value of {@code webhook-timestamp}, in seconds since 1970
     */
    static String sign(Signatures signatures, String id, long timestamp, byte[] body) {
        byte[] prefix = (id + '.' + timestamp + '.').getBytes(StandardCharsets.US_ASCII);
        return Stream.concat(
                        signatures.secrets().stream().map(secret -> SYMMETRIC + mac(secret, prefix, body)),
                        signatures.keys().stream().map(key -> ASYMMETRIC + base64(key.sign(prefix, body))))
                .collect(joining(" "));
    }

    private static String base64(byte[] signature) {
        return Base64.getEncoder().encodeToString(signature);
    }

    private static String mac(SigningSecret secret, byte[] prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            mac.update(prefix);
            return base64(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}

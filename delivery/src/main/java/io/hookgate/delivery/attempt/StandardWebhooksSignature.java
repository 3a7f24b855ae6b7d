package io.hookgate.delivery.attempt;

import static java.util.stream.Collectors.joining;

import io.hookgate.tenant.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a delivery by Standard Webhooks 1.0.0, scheme {@code v1}: HMAC-SHA256 over {@code id.timestamp.body}. */
final class StandardWebhooksSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";

    private StandardWebhooksSignature() {}

    /**
     * The value of {@code webhook-signature}: one item for each secret, separated by spaces.
     *
     * @param id the value of {@code webhook-id}, without dots
     * @param timestamp the value of {@code webhook-timestamp}, in seconds since 1970
     */
    static String sign(List<SigningSecret> secrets, String id, long timestamp, byte[] body) {
        byte[] prefix = (id + '.' + timestamp + '.').getBytes(StandardCharsets.US_ASCII);
        return secrets.stream()
                .map(secret -> VERSION + mac(secret, prefix, body))
                .collect(joining(" "));
    }

    private static String mac(SigningSecret secret, byte[] prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            mac.update(prefix);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}

package io.hookgate.rocketmq.admin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs administration requests as RocketMQ's access control asks for: HMAC-SHA1 over the values of all fields in the order
 * of their names, followed by the body.
 *
 * @param accessKey who asks
 * @param secretKey never sent, never shown
 */
public record AdminCredentials(String accessKey, String secretKey) {

    private static final String ALGORITHM = "HmacSHA1";

    Map<String, String> sign(Map<String, String> fields, byte[] body) {
        TreeMap<String, String> signed = new TreeMap<>(fields);
        signed.put("AccessKey", accessKey);
        Mac mac = mac();
        signed.values().forEach(value -> mac.update(value.getBytes(StandardCharsets.UTF_8)));
        mac.update(body);
        signed.put("Signature", Base64.getEncoder().encodeToString(mac.doFinal()));
        return signed;
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "AdminCredentials[accessKey=" + accessKey + "]";
    }
}

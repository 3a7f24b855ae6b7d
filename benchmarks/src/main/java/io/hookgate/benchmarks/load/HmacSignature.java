package io.hookgate.benchmarks.load;

import io.vertx.core.MultiMap;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over the body, in hexadecimal, as most SaaS systems sign: {@code X-Hub-Signature-256: sha256=…}. */
public final class HmacSignature implements RequestSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private final String header;
    private final String prefix;
    private final Mac mac;

    /**
     * Prepares the key.
     *
     * @param header the header's name
     * @param prefix what stands before the hexadecimal digits, for instance {@code sha256=}
     */
    public HmacSignature(String header, String prefix, byte[] secret) {
        this.header = header;
        this.prefix = prefix;
        try {
            this.mac = Mac.getInstance(ALGORITHM);
            this.mac.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot compute " + ALGORITHM, e);
        }
    }

    @Override
    public void sign(byte[] body, MultiMap headers) {
        headers.set(header, prefix + HexFormat.of().formatHex(mac.doFinal(body)));
    }
}

package io.hookgate.tenant;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An asymmetric signing key of Standard Webhooks 1.0.0: an ed25519 key pair (RFC 8032). Thread-safe.
 *
 * <p>The private part is never part of {@link #toString}.
 */
public final class SigningKey {
    /** What the text form of the public part begins with. */
    public static final String PUBLIC_PREFIX = "whpk_";

    private static final String ALGORITHM = "Ed25519";
    private static final int HALF = 32;

    private final byte[] encoded;
    private final PrivateKey key;

    private SigningKey(byte[] encoded) {
        this.encoded = encoded;
        try {
            this.key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(encoded, HALF)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has Ed25519", e);
        }
    }

    /** A new key pair. */
    public static SigningKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            byte[] info = pair.getPublic().getEncoded();
            byte[] encoded = Arrays.copyOf(seed, 2 * HALF);
            // The key is the end of the X.509 structure (RFC 8410 section 4).
            System.arraycopy(info, info.length - HALF, encoded, HALF, HALF);
            return new SigningKey(encoded);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has Ed25519", e);
        }
    }

    /**
     * Reads what {@link #encoded} gave.
     *
     * @throws IllegalArgumentException if it is not 64 bytes
     */
    public static SigningKey decode(byte[] encoded) {
        if (encoded.length != 2 * HALF) {
            throw new IllegalArgumentException("A signing key has 64 bytes");
        }
        return new SigningKey(encoded.clone());
    }

    /** The 32 bytes of the private part and the 32 bytes of the public part. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** The 32 bytes of the public part. */
    public byte[] publicKey() {
        return Arrays.copyOfRange(encoded, HALF, 2 * HALF);
    }

    /** The public part as receivers are given it: {@code whpk_} and the key in base64. */
    public String revealPublic() {
        return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicKey());
    }

    /** The 64 bytes of the signature over the concatenation of the parts. */
    public byte[] sign(byte[]... parts) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has Ed25519", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey known && java.security.MessageDigest.isEqual(encoded, known.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(publicKey());
    }

    @Override
    public String toString() {
        return "SigningKey[" + revealPublic() + "]";
    }
}

package io.hookgate.adapter.callbackcrypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The family's signature: the parts, sorted and put together without a separator, hashed with SHA-1, in lower-case hex. */
public final class SortedSignature {
    private SortedSignature() {}

    /** The signature over any number of parts, among them the shared token. */
    public static String of(String... parts) {
        String[] sorted = parts.clone();
        Arrays.sort(sorted);
        return HexFormat.of().formatHex(sha1().digest(String.join("", sorted).getBytes(StandardCharsets.UTF_8)));
    }

    /** Compares two signatures in a time that does not depend on where they differ. */
    public static boolean matches(String expected, String received) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), received.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}

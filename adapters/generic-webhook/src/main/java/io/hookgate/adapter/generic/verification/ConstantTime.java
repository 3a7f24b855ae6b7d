package io.hookgate.adapter.generic.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Comparison of secrets in a time that tells nothing but their length. */
public final class ConstantTime {
    private ConstantTime() {}

    /** Whether two texts are equal. */
    public static boolean equal(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a text equals one of several; all of them are compared. */
    public static boolean equalsAny(List<String> expected, String presented) {
        boolean matches = false;
        for (String candidate : expected) {
            matches |= equal(candidate, presented);
        }
        return matches;
    }
}

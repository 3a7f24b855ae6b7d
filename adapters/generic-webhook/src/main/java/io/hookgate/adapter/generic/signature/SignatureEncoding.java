package io.hookgate.adapter.generic.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * How a signature is written down. Signatures are compared as text, so that no two spellings of the same bytes pass,
 * save for the case of hexadecimal digits and for base64's padding.
 */
public enum SignatureEncoding {
    /** Hexadecimal digits of either case. */
    HEX {
        @Override
        public String write(byte[] signature) {
            return HexFormat.of().formatHex(signature);
        }

        @Override
        public boolean matches(byte[] expected, String presented) {
            return isEqual(write(expected), presented.toLowerCase(Locale.ROOT));
        }
    },
    /** Base64 (RFC 4648 section 4), padded or not. */
    BASE64 {
        @Override
        public String write(byte[] signature) {
            return Base64.getEncoder().encodeToString(signature);
        }
    },
    /** Base64 for URLs (RFC 4648 section 5), padded or not. */
    BASE64URL {
        @Override
        public String write(byte[] signature) {
            return Base64.getUrlEncoder().encodeToString(signature);
        }
    };

    /** Every encoding by its name in settings. */
    public static final Map<String, SignatureEncoding> BY_NAME =
            Map.of("hex", HEX, "base64", BASE64, "base64url", BASE64URL);

    /** The signature written down as the standard has it, base64 with padding. */
    public abstract String write(byte[] signature);

    /** Whether {@code presented} is {@code expected} written down; takes the same time whatever the answer. */
    public boolean matches(byte[] expected, String presented) {
        String padded = write(expected);
        boolean matches = isEqual(padded, presented);
        matches |= isEqual(padded.replace("=", ""), presented);
        return matches;
    }

    private static boolean isEqual(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }
}

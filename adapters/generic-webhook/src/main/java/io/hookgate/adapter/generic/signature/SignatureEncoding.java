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
        String encode(byte[] signature) {
            return HexFormat.of().formatHex(signature);
        }

        @Override
        String canonical(String presented) {
            return presented.toLowerCase(Locale.ROOT);
        }
    },
    /** Base64 (RFC 4648 section 4), padded or not. */
    BASE64 {
        @Override
        String encode(byte[] signature) {
            return Base64.getEncoder().withoutPadding().encodeToString(signature);
        }

        @Override
        String canonical(String presented) {
            return withoutPadding(presented);
        }
    },
    /** Base64 for URLs (RFC 4648 section 5), padded or not. */
    BASE64URL {
        @Override
        String encode(byte[] signature) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        }

        @Override
        String canonical(String presented) {
            return withoutPadding(presented);
        }
    };

    /** Every encoding by its name in settings. */
    public static final Map<String, SignatureEncoding> BY_NAME =
            Map.of("hex", HEX, "base64", BASE64, "base64url", BASE64URL);

    abstract String encode(byte[] signature);

    abstract String canonical(String presented);

    /** Whether {@code presented} is {@code expected} written down; takes the same time whatever the answer. */
    public boolean matches(byte[] expected, String presented) {
        return MessageDigest.isEqual(
                encode(expected).getBytes(StandardCharsets.UTF_8),
                canonical(presented).getBytes(StandardCharsets.UTF_8));
    }

    /** The signature written down as the standard has it, base64 with padding. */
    public String write(byte[] signature) {
        String text = encode(signature);
        return this == BASE64 ? text + "=".repeat((4 - text.length() % 4) % 4) : text;
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.length() - end < 2 && text.charAt(end - 1) == '=') {
            end--;
        }
        return text.substring(0, end);
    }
}

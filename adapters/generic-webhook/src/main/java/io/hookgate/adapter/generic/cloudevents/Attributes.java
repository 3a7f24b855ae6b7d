package io.hookgate.adapter.generic.cloudevents;

import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.model.EventCodec;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The values that CloudEvents attributes may have (CloudEvents 1.0.2 section 3.1). */
public final class Attributes {
    private static final String URI_PUNCTUATION = "-._~:/?#[]@!$&'()*+,;=%";

    private Attributes() {}

    /** A value that names things for people or for patterns: it must be valid as it is. */
    public static String valid(String name, String value) throws UnacceptableRequestException {
        if (!EventCodec.isAttributeValue(value)) {
            throw new UnacceptableRequestException(
                    RejectionCause.UNMAPPABLE,
                    "The attribute " + name + " would be empty, be longer than " + EventCodec.MAX_ATTRIBUTE_BYTES
                            + " bytes or have control characters");
        }
        return value;
    }

    /** A URI reference; characters that cannot stand in one are percent-encoded. */
    public static URI uriReference(String value) throws UnacceptableRequestException {
        String encoded = encode(valid("source", value));
        Optional<URI> uri = parse(encoded).or(() -> parse(withoutStructure(encoded)));
        if (uri.isEmpty() || encoded.length() > EventCodec.MAX_ATTRIBUTE_BYTES) {
            throw new UnacceptableRequestException(
                    RejectionCause.UNMAPPABLE, "The attribute source would not be a URI reference");
        }
        return uri.get();
    }

    private static String withoutStructure(String text) {
        return text.replace(":", "%3A").replace("[", "%5B").replace("]", "%5D").replace("#", "%23");
    }

    /** The URI reference that the text is, if it is one. */
    static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); ) {
            int codePoint = value.codePointAt(i);
            boolean stands = codePoint == '%' ? isEscape(value, i) : isUriCharacter(codePoint);
            if (stands) {
                encoded.append((char) codePoint);
            } else {
                for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append(String.format(Locale.ROOT, "%%%02X", b));
                }
            }
            i += Character.charCount(codePoint);
        }
        return encoded.toString();
    }

    private static boolean isEscape(String value, int percent) {
        return percent + 2 < value.length()
                && Character.digit(value.charAt(percent + 1), 16) >= 0
                && Character.digit(value.charAt(percent + 2), 16) >= 0;
    }

    private static boolean isUriCharacter(int codePoint) {
        return (codePoint < 0x7f && Character.isLetterOrDigit(codePoint)) || URI_PUNCTUATION.indexOf(codePoint) >= 0;
    }
}

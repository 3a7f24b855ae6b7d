package io.hookgate.adapter.generic.body;

import io.hookgate.adapter.RejectionCause;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A Content-Type (RFC 9110 section 8.3.1), of which only the type and the charset matter here.
 *
 * @param essence type and subtype, lower case
 * @param text the whole value as it was sent
 */
public record MediaType(String essence, String text) {
    private static final int MAX_LENGTH = 256;
    private static final Set<String> FORMS = Set.of("application/x-www-form-urlencoded");

    /** Parses a value; empty if it is not a media type in printable ASCII. */
    public static Optional<MediaType> parse(String value) {
        String text = value.strip();
        int semicolon = text.indexOf(';');
        String essence =
                (semicolon < 0 ? text : text.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        int slash = essence.indexOf('/');
        boolean wellFormed = text.length() <= MAX_LENGTH
                && slash > 0
                && isToken(essence.substring(0, slash))
                && isToken(essence.substring(slash + 1))
                && value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        return wellFormed ? Optional.of(new MediaType(essence, text)) : Optional.empty();
    }

    /** Whether it is JSON by CloudEvents JSON Event Format section 3.1: {@code *}{@code /json} or {@code *}{@code /*+json}. */
    public boolean isJson() {
        return essence.endsWith("/json") || essence.endsWith("+json");
    }

    /** Whether it is XML. */
    public boolean isXml() {
        return essence.endsWith("/xml") || essence.endsWith("+xml");
    }

    /** Whether it is the form encoding of browsers. */
    public boolean isForm() {
        return FORMS.contains(essence);
    }

    /** Whether it is some other text. */
    public boolean isText() {
        return essence.startsWith("text/");
    }

    /** The charset it names, if any. */
    public Optional<Charset> charset() throws UnacceptableRequestException {
        Optional<String> name = parameter("charset");
        return name.isEmpty() ? Optional.empty() : Optional.of(charset(name.get()));
    }

    /** The charset with this name. */
    static Charset charset(String name) throws UnacceptableRequestException {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnacceptableRequestException(
                    RejectionCause.UNSUPPORTED_CONTENT_TYPE, "The body is in a charset that is unknown");
        }
    }

    private Optional<String> parameter(String name) {
        int position = text.indexOf(';');
        while (position >= 0) {
            int next = text.indexOf(';', position + 1);
            String parameter = text.substring(position + 1, next < 0 ? text.length() : next)
                    .strip();
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(name)) {
                String value = parameter.substring(equals + 1).strip().replace("\"", "");
                return value.isEmpty() ? Optional.empty() : Optional.of(value);
            }
            position = next;
        }
        return Optional.empty();
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c < 0x7f && Character.isLetterOrDigit(c)) || "!#$&-^_.+".indexOf(c) >= 0);
    }
}

package io.hookgate.adapter.generic.signature;

import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The template of what a provider signs, such as <code>v0:${timestamp}:${body}</code>.
 *
 * <p>Variables are {@code method}, {@code url}, {@code path}, {@code query} (raw), {@code header:Name}, {@code
 * query:name}, {@code timestamp}, {@code secret} and {@code body}; what a request lacks is empty. The dollar sign may be
 * left out. The body is fed byte for byte and never copied.
 */
final class SignedContent {
    private static final int MAX_LENGTH = 512;
    private static final Map<String, String> HUBSPOT_ESCAPES = Map.ofEntries(
            Map.entry("%3A", ":"),
            Map.entry("%2F", "/"),
            Map.entry("%3F", "?"),
            Map.entry("%40", "@"),
            Map.entry("%21", "!"),
            Map.entry("%24", "$"),
            Map.entry("%27", "'"),
            Map.entry("%28", "("),
            Map.entry("%29", ")"),
            Map.entry("%2A", "*"),
            Map.entry("%2C", ","),
            Map.entry("%3B", ";"));

    private final List<Part> parts;

    private SignedContent(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * What the variables of a template stand for.
     *
     * @param request the request as it came in
     * @param timestamp the time that came with the signature, as the sender wrote it
     * @param secret the shared secret, for plain hashes
     */
    record Values(InboundRequest request, String timestamp, String secret) {
        @Override
        public String toString() {
            return "Values[" + request + "]";
        }
    }

    /** Compiles a template; {@code pointer} names its place in a fault. */
    static SignedContent compile(String template, String pointer) throws InvalidConfigurationException {
        if (template.length() > MAX_LENGTH) {
            throw new InvalidConfigurationException(pointer, "must have at most " + MAX_LENGTH + " characters");
        }
        List<Part> parts = new ArrayList<>();
        int position = 0;
        while (position < template.length()) {
            int open = template.indexOf('{', position);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            int end = close < 0 ? template.length() : open;
            if (close >= 0 && open > position && template.charAt(open - 1) == '$') {
                end--;
            }
            if (end > position) {
                parts.add(new Literal(template.substring(position, end)));
            }
            if (close < 0) {
                break;
            }
            parts.add(variable(template.substring(open + 1, close).strip(), pointer));
            position = close + 1;
        }
        return new SignedContent(parts);
    }

    /** Whether a variable is part of what is signed. */
    boolean covers(Variable variable) {
        return parts.contains(variable);
    }

    /** Whether a header is part of what is signed. */
    boolean coversHeader(String name) {
        return parts.stream()
                .anyMatch(part ->
                        part instanceof HeaderPart header && header.name().equalsIgnoreCase(name));
    }

    /** Hands the signed bytes over, piece by piece. */
    void feed(Values values, Consumer<byte[]> sink) {
        for (Part part : parts) {
            part.feed(values, sink);
        }
    }

    private static Part variable(String name, String pointer) throws InvalidConfigurationException {
        if (name.regionMatches(true, 0, "header:", 0, 7)) {
            return new HeaderPart(name.substring(7).strip());
        }
        if (name.regionMatches(true, 0, "query:", 0, 6)) {
            return new QueryPart(name.substring(6).strip());
        }
        for (Variable variable : Variable.values()) {
            if (variable.name().equals(name.toUpperCase(Locale.ROOT))) {
                return variable;
            }
        }
        throw new InvalidConfigurationException(
                pointer,
                "has an unknown variable; known are ${method}, ${url}, ${decodedUrl}, ${path}, ${query},"
                        + " ${header:Name}, ${query:name}, ${timestamp}, ${secret} and ${body}");
    }

    private sealed interface Part {
        void feed(Values values, Consumer<byte[]> sink);
    }

    private record Literal(String text) implements Part {
        @Override
        public void feed(Values values, Consumer<byte[]> sink) {
            sink.accept(utf8(text));
        }
    }

    private record HeaderPart(String name) implements Part {
        @Override
        public void feed(Values values, Consumer<byte[]> sink) {
            sink.accept(utf8(values.request().header(name).orElse("")));
        }
    }

    private record QueryPart(String name) implements Part {
        @Override
        public void feed(Values values, Consumer<byte[]> sink) {
            sink.accept(utf8(values.request().queryParameter(name).orElse("")));
        }
    }

    /** A variable without a parameter. */
    enum Variable implements Part {
        /** The HTTP method, upper case. */
        METHOD,
        /** The public URL with its raw query. */
        URL,
        /** The public URL with the characters decoded that HubSpot decodes before it signs. */
        DECODEDURL,
        /** The raw path of the URL. */
        PATH,
        /** The raw query of the URL. */
        QUERY,
        /** The time that came with the signature. */
        TIMESTAMP,
        /** The shared secret. */
        SECRET,
        /** The raw body. */
        BODY;

        @Override
        public void feed(Values values, Consumer<byte[]> sink) {
            InboundRequest request = values.request();
            sink.accept(
                    switch (this) {
                        case METHOD -> utf8(request.method());
                        case URL -> utf8(request.url().toString());
                        case DECODEDURL -> utf8(decoded(request.url().toString()));
                        case PATH ->
                            utf8(Objects.requireNonNullElse(request.url().getRawPath(), ""));
                        case QUERY ->
                            utf8(Objects.requireNonNullElse(request.url().getRawQuery(), ""));
                        case TIMESTAMP -> utf8(values.timestamp());
                        case SECRET -> utf8(values.secret());
                        case BODY -> request.body();
                    });
        }
    }

    private static String decoded(String url) {
        String decoded = url;
        for (Map.Entry<String, String> escape : HUBSPOT_ESCAPES.entrySet()) {
            decoded = decoded.replace(escape.getKey(), escape.getValue());
        }
        return decoded;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

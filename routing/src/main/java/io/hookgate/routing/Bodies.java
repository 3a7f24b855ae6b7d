package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes values as bodies, within the size that a body may have. */
final class Bodies {
    static final String JSON = "application/json";
    static final String TEXT = "text/plain; charset=utf-8";
    static final TransformationResult TOO_LARGE =
            new TransformationResult.Failed("The result has more than " + Transformation.MAX_OUTPUT_BYTES + " bytes");

    private Bodies() {}

    /** A string as it is, unless the content type is JSON, and everything else as JSON. */
    static TransformationResult value(JsonNode value, @Nullable String contentType) {
        if (value.isTextual() && (contentType == null || !isJson(contentType))) {
            return text(value.textValue(), contentType == null ? TEXT : contentType);
        }
        return json(value, contentType == null ? JSON : contentType);
    }

    static TransformationResult json(JsonNode value, String contentType) {
        Bounded body = new Bounded();
        // A writer takes halves of surrogate pairs, which an event may contain, where a stream of bytes would fail.
        try (Writer writer = new OutputStreamWriter(body, StandardCharsets.UTF_8)) {
            Json.MAPPER.writeValue(writer, value);
        } catch (IOException tooLarge) {
            return TOO_LARGE;
        }
        return new TransformationResult.Output(body.toByteArray(), contentType);
    }

    static TransformationResult text(String value, String contentType) {
        if (value.length() > Transformation.MAX_OUTPUT_BYTES) {
            return TOO_LARGE;
        }
        byte[] body = value.getBytes(StandardCharsets.UTF_8);
        return body.length > Transformation.MAX_OUTPUT_BYTES
                ? TOO_LARGE
                : new TransformationResult.Output(body, contentType);
    }

    /** Whether a media type says that the body is JSON (RFC 6839 section 3.1). */
    static boolean isJson(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals(JSON) || type.endsWith("+json");
    }

    /** Refuses what is beyond the limit. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

        @Override
        public void write(int value) throws IOException {
            check(1);
            bytes.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            check(length);
            bytes.write(source, offset, length);
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }

        private void check(int more) throws IOException {
            if (bytes.size() + more > Transformation.MAX_OUTPUT_BYTES) {
                throw new IOException("too large");
            }
        }
    }
}

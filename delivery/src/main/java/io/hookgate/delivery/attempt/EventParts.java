package io.hookgate.delivery.attempt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hookgate.model.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event in the CloudEvents JSON format taken apart into attributes and data (CloudEvents JSON Event Format 1.0.2
 * section 3); JSON data keeps its exact text.
 *
 * @param attributes names and values, extensions included, in the order of the event
 * @param data the data as bytes; null if the event has none
 */
record EventParts(
        Map<String, String> attributes,
        @SuppressWarnings("ArrayRecordComponent") byte @Nullable [] data) {
    static final String CONTENT_TYPE = "datacontenttype";
    private static final String JSON = "application/json";

    /** Takes an event apart that the ledger holds, which is valid by {@link EventJson}. */
    static EventParts of(byte[] event) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Value data = null;
        try (JsonParser parser = EventJson.envelopeMapper().getFactory().createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("data")) {
                    data = Value.json(parser, event);
                } else if (name.equals("data_base64")) {
                    data = Value.binary(Base64.getDecoder().decode(parser.getText()));
                } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    attributes.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger holds an event that is not valid JSON", e);
        }
        return new EventParts(attributes, data == null ? null : data.bytes(attributes.get(CONTENT_TYPE)));
    }

    /** The media type of the data; JSON where the event does not say. */
    String contentType() {
        return attributes.getOrDefault(CONTENT_TYPE, JSON);
    }

    /**
     * The data as it stands in the event.
     *
     * @param text the string, if it is a JSON string
     */
    private record Value(
            @SuppressWarnings("ArrayRecordComponent") byte[] raw,
            @Nullable String text) {

        static Value binary(byte[] bytes) {
            return new Value(bytes, null);
        }

        static Value json(JsonParser parser, byte[] event) throws IOException {
            int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            // Jackson reads a scalar only when it is asked for.
            String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
            if (parser.currentToken().isStructStart()) {
                parser.skipChildren();
            } else {
                parser.finishToken();
            }
            int end = Math.toIntExact(parser.currentLocation().getByteOffset());
            return new Value(Arrays.copyOfRange(event, start, end), text);
        }

        byte[] bytes(@Nullable String contentType) {
            return text == null || isJson(contentType) ? raw : text.getBytes(StandardCharsets.UTF_8);
        }

        private static boolean isJson(@Nullable String contentType) {
            if (contentType == null) {
                return true;
            }
            int parameters = contentType.indexOf(';');
            String mediaType = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                    .trim()
                    .toLowerCase(Locale.ROOT);
            return mediaType.endsWith("/json") || mediaType.endsWith("+json");
        }
    }
}

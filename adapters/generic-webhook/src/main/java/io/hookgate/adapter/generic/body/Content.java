package io.hookgate.adapter.generic.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.jackson.JsonCloudEventData;
import io.hookgate.model.EventJson;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a body says, in the two forms that are needed: a tree to look things up in, and the data of an event.
 *
 * @param tree the body as JSON; missing when it is empty or binary
 * @param data what an event carries; empty when the body is
 * @param contentType what the data is, as CloudEvents' {@code datacontenttype}
 */
public record Content(JsonNode tree, Optional<CloudEventData> data, String contentType) {
    /** The content type of data that is JSON, whatever it was written in. */
    public static final String JSON = "application/json";

    private static final JsonNode MISSING = MissingNode.getInstance();

    /** Nothing. */
    public static Content empty() {
        return new Content(MISSING, Optional.empty(), JSON);
    }

    /** Data of a type that has no tree. */
    public static Content binary(byte[] bytes, String contentType) {
        return new Content(MISSING, Optional.of(BytesCloudEventData.wrap(bytes)), contentType);
    }

    /** Text, which JSON carries as a string. */
    public static Content text(String text, String contentType) {
        return new Content(TextNode.valueOf(text), Optional.of(new TextData(text)), contentType);
    }

    /** JSON whose text was checked already and is passed on byte for byte. */
    public static Content json(JsonNode tree, byte[] utf8) {
        return new Content(tree, Optional.of(BytesCloudEventData.wrap(utf8)), JSON);
    }

    /** JSON that is written anew. */
    public static Content json(JsonNode tree) {
        try {
            return json(tree, EventJson.dataMapper().writeValueAsBytes(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can be written", e);
        }
    }

    /** Data whose content type is passed on as it is, once it is known to be what it says. */
    public static Content exact(byte[] bytes, MediaType type) throws UnacceptableRequestException {
        Charset charset = type.charset().orElse(StandardCharsets.UTF_8);
        if (type.isJson()) {
            Content json = JsonBody.read(bytes, charset);
            String label = charset.equals(StandardCharsets.UTF_8) ? type.text() : type.essence();
            // The SDK takes only some of the JSON content types for JSON; a tree it writes as JSON whatever the type.
            return type.essence().equals(JSON)
                    ? new Content(json.tree(), json.data(), label)
                    : new Content(json.tree(), Optional.of(JsonCloudEventData.wrap(json.tree())), label);
        }
        boolean isText = charset.equals(StandardCharsets.UTF_8) && (type.isText() || type.isXml());
        return isText ? text(Text.decode(bytes, charset), type.text()) : binary(bytes, type.text());
    }

    /** Data without a content type: JSON if it can be, else bytes. */
    public static Content unlabelled(byte[] bytes) {
        try {
            return JsonBody.read(bytes, StandardCharsets.UTF_8);
        } catch (UnacceptableRequestException e) {
            return binary(bytes, "application/octet-stream");
        }
    }

    /** The CloudEvents SDK writes any data as base64 unless it is JSON; a text as a JSON string is what the format wants. */
    private static final class TextData extends JsonCloudEventData {
        private final String text;

        /** The constructor is deprecated in favour of a factory, which a subclass cannot use. */
        @SuppressWarnings("deprecation")
        TextData(String text) {
            super(TextNode.valueOf(text));
            this.text = text;
        }

        @Override
        public byte[] toBytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof TextData data && data.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }
}

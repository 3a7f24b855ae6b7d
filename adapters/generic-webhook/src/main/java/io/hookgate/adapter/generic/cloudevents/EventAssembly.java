package io.hookgate.adapter.generic.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.hookgate.adapter.generic.body.Content;
import io.hookgate.adapter.generic.body.MediaType;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.model.EventCodec;
import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what one CloudEvent consists of, and checks it against CloudEvents 1.0.2 before it is built. Not thread-safe. */
final class EventAssembly {
    private static final int MAX_YEAR = 9999;

    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private @Nullable String contentType;
    private byte @Nullable [] bytes;
    private @Nullable JsonNode json;

    /** Adds an attribute whose value is a String, a Boolean or an Integer. */
    void attribute(String name, Object value) throws UnacceptableRequestException {
        boolean isName = !name.isEmpty()
                && !name.equals("data")
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
        if (!isName) {
            throw CloudEventsReader.unparsable("An attribute's name must consist of lower-case letters and digits");
        }
        attributes.put(name, value);
    }

    void contentType(String value) {
        contentType = value;
    }

    void bytes(byte[] data) {
        bytes = data;
    }

    void json(JsonNode data) {
        json = data;
    }

    CloudEvent build() throws UnacceptableRequestException {
        if (!"1.0".equals(attributes.remove("specversion"))) {
            throw CloudEventsReader.unparsable("The attribute specversion must be 1.0");
        }
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(required("id"))
                .withType(required("type"))
                .withSource(uri("source", required("source")));
        optional("subject").ifPresent(builder::withSubject);
        Optional<String> time = optional("time");
        if (time.isPresent()) {
            builder.withTime(time(time.get()));
        }
        Optional<String> schema = optional("dataschema");
        if (schema.isPresent()) {
            builder.withDataSchema(uri("dataschema", schema.get()));
        }
        for (Map.Entry<String, Object> extension : attributes.entrySet()) {
            addExtension(builder, extension.getKey(), extension.getValue());
        }
        addData(builder);
        return builder.build();
    }

    private static void addExtension(CloudEventBuilder builder, String name, Object value)
            throws UnacceptableRequestException {
        if (value instanceof Boolean flag) {
            builder.withExtension(name, flag);
        } else if (value instanceof Integer number) {
            builder.withExtension(name, number);
        } else {
            builder.withExtension(name, checked(name, value.toString()));
        }
    }

    private void addData(CloudEventBuilder builder) throws UnacceptableRequestException {
        if (bytes == null && json == null) {
            return;
        }
        Optional<MediaType> type = contentType == null ? Optional.empty() : MediaType.parse(contentType);
        if (contentType != null && type.isEmpty()) {
            throw CloudEventsReader.unparsable("The content type of the data is malformed");
        }
        if (bytes != null) {
            Content content = type.isPresent() ? Content.exact(bytes, type.get()) : Content.unlabelled(bytes);
            content.data().ifPresent(data -> builder.withData(content.contentType(), data));
        } else if (json != null) {
            boolean isText = json.isTextual() && type.isPresent() && !type.get().isJson();
            String text = type.map(MediaType::text).orElse(Content.JSON);
            builder.withData(
                    text,
                    isText ? Content.text(json.asText(), text).data().orElseThrow() : JsonCloudEventData.wrap(json));
        }
    }

    private String required(String name) throws UnacceptableRequestException {
        return optional(name).orElseThrow(() -> CloudEventsReader.unparsable("The attribute " + name + " is missing"));
    }

    private Optional<String> optional(String name) throws UnacceptableRequestException {
        Object value = attributes.remove(name);
        return value == null ? Optional.empty() : Optional.of(checked(name, value));
    }

    private static String checked(String name, Object value) throws UnacceptableRequestException {
        if (value instanceof String text && EventCodec.isAttributeValue(text)) {
            return text;
        }
        throw CloudEventsReader.unparsable("The attribute " + name + " is not a valid string");
    }

    private static URI uri(String name, String value) throws UnacceptableRequestException {
        return Attributes.parse(value)
                .orElseThrow(() -> CloudEventsReader.unparsable("The attribute " + name + " is not a URI"));
    }

    private static OffsetDateTime time(String value) throws UnacceptableRequestException {
        try {
            OffsetDateTime time = OffsetDateTime.parse(value);
            if (time.getYear() >= 0 && time.getYear() <= MAX_YEAR) {
                return time;
            }
        } catch (DateTimeException e) {
            throw CloudEventsReader.unparsable("The attribute time is not an RFC 3339 timestamp");
        }
        throw CloudEventsReader.unparsable("The attribute time has a year that RFC 3339 cannot write");
    }
}

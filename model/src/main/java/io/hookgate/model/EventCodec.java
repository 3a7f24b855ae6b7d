package io.hookgate.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.core.format.EventSerializationException;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Encodes events as CloudEvents JSON (CloudEvents JSON Event Format 1.0.2) and batches of them (section 4 there). */
public final class EventCodec {
    /** Bytes of UTF-8 that a standard attribute or the partitionkey may have. */
    public static final int MAX_ATTRIBUTE_BYTES = 1024;

    private static final String DATA = "data";
    private static final int MAX_YEAR = 9999;
    private static final int ENCODING_MARK_LENGTH = 2;
    private static final JsonFormat FORMAT = new JsonFormat();

    private EventCodec() {}

    /**
     * Stamps {@code event} with where it came from and encodes it. JSON data must be valid by {@link EventJson}; this
     * method does not parse it again. Where the event has no {@code partitionkey}, events are ordered by source.
     *
     * @throws InvalidEventException if an attribute is too long or has characters that CloudEvents forbids
     */
    public static EventEnvelope seal(
            CloudEvent event, EventId id, TenantId tenantId, SourceId sourceId, Instant receivedTime)
            throws InvalidEventException {
        return seal(event, id, tenantId, sourceId, receivedTime, Map.of());
    }

    /**
     * The same, with extension attributes for an event that has none of that name.
     *
     * @throws InvalidEventException if an attribute is too long or has characters that CloudEvents forbids
     */
    public static EventEnvelope seal(
            CloudEvent event,
            EventId id,
            TenantId tenantId,
            SourceId sourceId,
            Instant receivedTime,
            Map<String, String> defaults)
            throws InvalidEventException {
        String partitionKey = extension(event, ExtensionNames.PARTITION_KEY);
        String orderingKey = partitionKey == null ? sourceId.toString() : partitionKey;
        checkAttribute("id", event.getId());
        checkAttribute("source", event.getSource().toString());
        checkAttribute("type", event.getType());
        checkAttribute("subject", event.getSubject());
        checkAttribute(ExtensionNames.PARTITION_KEY, partitionKey);
        checkAttribute("datacontenttype", event.getDataContentType());
        checkAttribute("dataschema", Objects.toString(event.getDataSchema(), null));
        checkTime(event.getTime());
        for (String name : event.getExtensionNames()) {
            if (event.getExtension(name) instanceof String text) {
                checkCharacters(name, text);
            }
        }
        byte[] json;
        try {
            CloudEventBuilder stamped = CloudEventBuilder.from(event);
            defaults.forEach((name, value) -> {
                if (event.getExtension(name) == null) {
                    stamped.withExtension(name, value);
                }
            });
            json = FORMAT.serialize(stamped.withExtension(ExtensionNames.EVENT_ID, id.toString())
                    .withExtension(ExtensionNames.TENANT, tenantId.toString())
                    .withExtension(ExtensionNames.SOURCE, sourceId.toString())
                    .withExtension(ExtensionNames.RECEIVED_TIME, receivedTime.toString())
                    .withExtension(ExtensionNames.PARTITION_KEY, orderingKey)
                    .build());
        } catch (EventSerializationException | CloudEventRWException | IllegalStateException e) {
            throw new InvalidEventException("The event cannot be written as CloudEvents JSON", e);
        }
        OffsetDateTime time = event.getTime();
        return new EventEnvelope(
                id,
                tenantId,
                sourceId,
                receivedTime,
                event.getId(),
                event.getType(),
                event.getSource().toString(),
                event.getSubject(),
                time == null ? null : time.toInstant(),
                orderingKey,
                json);
    }

    /** Whether {@link #seal} takes {@code value} for the attributes id, source, type, subject and partitionkey. */
    public static boolean isAttributeValue(String value) {
        return !value.isEmpty()
                && value.getBytes(StandardCharsets.UTF_8).length <= MAX_ATTRIBUTE_BYTES
                && value.codePoints().noneMatch(EventCodec::isForbidden);
    }

    /**
     * Reads what {@link #seal} wrote.
     *
     * @throws InvalidEventException if {@code json} is not such an event
     */
    public static EventEnvelope open(byte[] json) throws InvalidEventException {
        Map<String, String> attributes = textAttributes(json);
        try {
            String time = attributes.get("time");
            return new EventEnvelope(
                    EventId.parse(required(attributes, ExtensionNames.EVENT_ID)),
                    TenantId.parse(required(attributes, ExtensionNames.TENANT)),
                    SourceId.parse(required(attributes, ExtensionNames.SOURCE)),
                    Instant.parse(required(attributes, ExtensionNames.RECEIVED_TIME)),
                    required(attributes, "id"),
                    required(attributes, "type"),
                    required(attributes, "source"),
                    attributes.get("subject"),
                    time == null ? null : OffsetDateTime.parse(time).toInstant(),
                    required(attributes, ExtensionNames.PARTITION_KEY),
                    json);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new InvalidEventException("An attribute has the wrong form", e);
        }
    }

    /**
     * The event as the CloudEvents SDK sees it, data included: JSON data byte for byte, where the SDK itself would round
     * numbers.
     *
     * @throws InvalidEventException if {@code json} is not a CloudEvent in the JSON format
     */
    public static CloudEvent toCloudEvent(byte[] json) throws InvalidEventException {
        requireUtf8(json);
        CloudEvent event;
        try {
            event = deserialize(json);
        } catch (InvalidEventException e) {
            event = deserializeVendorJson(json, e);
        }
        return event.getData() instanceof JsonCloudEventData
                ? CloudEventBuilder.from(event).withData(dataText(json)).build()
                : event;
    }

    /** The text of the data; of equal names the last counts, as everywhere. */
    private static byte[] dataText(byte[] json) throws InvalidEventException {
        byte[] data = {};
        try (JsonParser parser = EventJson.envelopeMapper().getFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isData = parser.currentName().equals(DATA);
                parser.nextToken();
                int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                parser.skipChildren();
                parser.finishToken();
                int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                data = isData ? Arrays.copyOfRange(json, start, end) : data;
            }
        } catch (IOException e) {
            throw new InvalidEventException("Not a CloudEvent in the JSON format", e);
        }
        return data;
    }

    private static CloudEvent deserialize(byte[] json) throws InvalidEventException {
        try {
            CloudEvent event = FORMAT.deserialize(json);
            if (event == null) {
                throw new InvalidEventException("Not a CloudEvent in the JSON format");
            }
            return event;
        } catch (EventDeserializationException | CloudEventRWException | IllegalStateException e) {
            throw new InvalidEventException("Not a CloudEvent in the JSON format", e);
        }
    }

    /** The SDK does not know every JSON content type for one, such as {@code application/vnd.example.order+json}. */
    private static CloudEvent deserializeVendorJson(byte[] json, InvalidEventException refusal)
            throws InvalidEventException {
        try {
            JsonNode event = EventJson.envelopeMapper().readTree(json);
            String type = event.path("datacontenttype").asText();
            int semicolon = type.indexOf(';');
            String essence = semicolon < 0 ? type : type.substring(0, semicolon);
            boolean isJson =
                    essence.strip().endsWith("/json") || essence.strip().endsWith("+json");
            if (isJson && event instanceof ObjectNode object) {
                object.put("datacontenttype", "application/json");
                byte[] known = EventJson.envelopeMapper().writeValueAsBytes(object);
                return CloudEventBuilder.from(deserialize(known))
                        .withDataContentType(type)
                        .build();
            }
        } catch (IOException e) {
            throw new InvalidEventException("Not a CloudEvent in the JSON format", e);
        }
        throw refusal;
    }

    /** Puts encoded events into one batch in the CloudEvents JSON Batch Format. */
    public static byte[] joinBatch(List<byte[]> events) {
        int size = 2 + Math.max(0, events.size() - 1);
        for (byte[] event : events) {
            size += event.length;
        }
        ByteArrayOutputStream batch = new ByteArrayOutputStream(size);
        batch.write('[');
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                batch.write(',');
            }
            batch.writeBytes(events.get(i));
        }
        batch.write(']');
        return batch.toByteArray();
    }

    /**
     * Takes a batch in the CloudEvents JSON Batch Format apart; each part is the exact text of one event.
     *
     * @throws InvalidEventException if {@code batch} is not a JSON array of objects
     */
    public static List<byte[]> splitBatch(byte[] batch) throws InvalidEventException {
        requireUtf8(batch);
        List<byte[]> events = new ArrayList<>();
        try (JsonParser parser = EventJson.envelopeMapper().getFactory().createParser(batch)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new InvalidEventException("A batch must be a JSON array");
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                parser.skipChildren();
                int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                events.add(Arrays.copyOfRange(batch, start, end));
            }
            if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null) {
                throw new InvalidEventException("A batch must hold nothing but JSON objects");
            }
        } catch (IOException e) {
            throw new InvalidEventException("The batch is not valid JSON", e);
        }
        return events;
    }

    private static Map<String, String> textAttributes(byte[] json) throws InvalidEventException {
        requireUtf8(json);
        Map<String, String> attributes = new HashMap<>();
        try (JsonParser parser = EventJson.envelopeMapper().getFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidEventException("An event must be a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING && !isData(name)) {
                    attributes.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new InvalidEventException("An event must be one JSON object");
            }
        } catch (IOException e) {
            throw new InvalidEventException("The event is not valid JSON", e);
        }
        return attributes;
    }

    private static boolean isData(String name) {
        return name.equals(DATA) || name.equals("data_base64");
    }

    private static String required(Map<String, String> attributes, String name) throws InvalidEventException {
        String value = attributes.get(name);
        if (value == null) {
            throw new InvalidEventException("The attribute " + name + " is missing");
        }
        return value;
    }

    private static @Nullable String extension(CloudEvent event, String name) {
        Object value = event.getExtension(name);
        return value == null ? null : Objects.toString(value);
    }

    private static void checkAttribute(String name, @Nullable String value) throws InvalidEventException {
        if (value == null) {
            return;
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_ATTRIBUTE_BYTES) {
            throw new InvalidEventException(
                    "The attribute " + name + " is longer than " + MAX_ATTRIBUTE_BYTES + " bytes");
        }
        if (value.isEmpty()) {
            throw new InvalidEventException("The attribute " + name + " is empty");
        }
        checkCharacters(name, value);
    }

    /** CloudEvents 1.0 section 3.1.1: no control characters, no noncharacters, no lone surrogates. */
    private static void checkCharacters(String name, String value) throws InvalidEventException {
        boolean forbidden = value.codePoints().anyMatch(EventCodec::isForbidden);
        if (forbidden) {
            throw new InvalidEventException("The attribute " + name + " has characters that CloudEvents forbids");
        }
    }

    /** RFC 3339 has years of four digits. */
    private static void checkTime(@Nullable OffsetDateTime time) throws InvalidEventException {
        if (time != null && (time.getYear() < 0 || time.getYear() > MAX_YEAR)) {
            throw new InvalidEventException("The attribute time has a year that RFC 3339 cannot write");
        }
    }

    /**
     * The parser by itself would take other encodings too, and report no byte offsets for them.
     */
    private static void requireUtf8(byte[] json) throws InvalidEventException {
        for (int i = 0; i < Math.min(ENCODING_MARK_LENGTH, json.length); i++) {
            if (json[i] <= 0) {
                throw new InvalidEventException("The JSON must be UTF-8 without a byte order mark");
            }
        }
    }

    private static boolean isForbidden(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
                || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF)
                || (codePoint & 0xFFFE) == 0xFFFE;
    }
}

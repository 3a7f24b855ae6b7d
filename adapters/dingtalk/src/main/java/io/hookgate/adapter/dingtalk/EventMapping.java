package io.hookgate.adapter.dingtalk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.hookgate.adapter.dingtalk.EventTypes.Entity;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventJson;
import io.hookgate.model.ExtensionNames;
import io.hookgate.model.InvalidEventException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Turns DingTalk's envelopes into CloudEvents: one for an event that is pushed by itself, and one for each item of a SyncHTTP
 * push. Everything that an event is made of comes from the message, so that a repeated push gives equal events.
 */
final class EventMapping {
    private static final String TYPE_PREFIX = "dingtalk.";
    private static final String SYNC_PREFIX = "SYNC_HTTP_PUSH";
    private static final String SOURCE_PREFIX = "dingtalk/";

    private final EventTypes eventTypes;
    private final URI fallbackSource;

    EventMapping(EventTypes eventTypes, URI fallbackSource) {
        this.eventTypes = eventTypes;
        this.fallbackSource = fallbackSource;
    }

    /**
     * The events of a message, in its order.
     *
     * @param message the decrypted bytes, valid by {@link EventJson}
     * @param envelope the same, parsed
     * @param eventType the envelope's event type, usable as an attribute
     * @param receiveId whom the message is addressed to
     */
    List<CloudEvent> events(byte[] message, JsonNode envelope, String eventType, String receiveId) {
        JsonNode items = Fields.find(envelope, "bizData");
        if (!eventType.startsWith(SYNC_PREFIX) || !items.isArray()) {
            return List.of(pushed(message, envelope, eventType, receiveId));
        }
        List<CloudEvent> events = new ArrayList<>();
        items.forEach(item -> events.add(synchronised(item, eventType, receiveId)));
        return events;
    }

    /** Whether there can be an event of this type. */
    static boolean isUsable(String eventType) {
        return EventCodec.isAttributeValue(TYPE_PREFIX + eventType);
    }

    private CloudEvent pushed(byte[] message, JsonNode event, String eventType, String receiveId) {
        Optional<String> company = Fields.text(event, "CorpId", "AuthCorpId", "buyCorpId");
        Optional<String> suite = Fields.text(event, "SuiteKey");
        Entity entity = eventTypes.entity(eventType, event, company);
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(Fields.text(event, "eventId")
                        .filter(EventCodec::isAttributeValue)
                        .orElseGet(() -> sha256(message)))
                .withType(TYPE_PREFIX + eventType)
                .withSource(source(company.or(() -> suite)))
                .withData("application/json", message);
        subject(builder, entity.id());
        partitionKey(builder, company.or(() -> suite), entity, Optional.empty());
        time(builder, event, "EventTime", "TimeStamp");
        extension(builder, "corpid", company);
        extension(builder, "bizid", Fields.text(event, "BizId"));
        extension(builder, "suitekey", suite);
        if (suite.isEmpty() && !company.equals(Optional.of(receiveId))) {
            extension(builder, "appkey", Optional.of(receiveId));
        }
        return builder.build();
    }

    private CloudEvent synchronised(JsonNode item, String pushType, String receiveId) {
        byte[] data = data(item);
        JsonNode payload = parse(data);
        Optional<String> company = Fields.text(item, "corp_id");
        String eventType = Fields.text(payload, "syncAction", "EventType")
                .filter(EventMapping::isUsable)
                .orElse(pushType);
        Entity entity = eventTypes.entity(eventType, payload, company);
        Optional<String> businessId = Fields.text(item, "biz_id");
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(Fields.text(payload, "eventId")
                        .or(() -> rowVersion(item))
                        .filter(EventCodec::isAttributeValue)
                        .orElseGet(() -> sha256(bytes(item))))
                .withType(TYPE_PREFIX + eventType)
                .withSource(source(company.or(() -> Optional.of(receiveId))))
                .withData("application/json", data);
        subject(builder, businessId.or(entity::id));
        partitionKey(builder, company.or(() -> Optional.of(receiveId)), entity, businessId);
        time(builder, item, "gmt_modified", "gmt_create");
        extension(builder, "corpid", company);
        extension(builder, "bizid", businessId);
        extension(builder, "biztype", Fields.text(item, "biz_type"));
        extension(builder, "subscribeid", Fields.text(item, "subscribe_id"));
        extension(builder, "opencursor", Fields.text(item, "open_cursor"));
        extension(builder, "suitekey", Optional.of(receiveId));
        return builder.build();
    }

    /**
     * The identity of a row and, once it has been changed, of its state: a later change replaces the row under the same id.
     */
    private static Optional<String> rowVersion(JsonNode item) {
        Optional<String> row = Fields.text(item, "id");
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> created = Fields.text(item, "gmt_create");
        Optional<String> modified = Fields.text(item, "gmt_modified");
        List<String> parts = new ArrayList<>();
        for (String name : List.of("subscribe_id", "corp_id", "biz_type", "biz_id")) {
            parts.add(Fields.text(item, name).orElse(""));
        }
        parts.add(row.get());
        modified.filter(time -> !modified.equals(created)).ifPresent(parts::add);
        return Optional.of(String.join(":", parts));
    }

    /** {@code biz_data} is JSON in a text; where it is anything else, that is the data, and nothing gets lost. */
    private static byte[] data(JsonNode item) {
        JsonNode data = Fields.find(item, "biz_data");
        if (!data.isTextual()) {
            return bytes(data.isContainerNode() ? data : item);
        }
        byte[] text = data.asText().getBytes(StandardCharsets.UTF_8);
        try {
            EventJson.readData(text);
            return text;
        } catch (InvalidEventException e) {
            return bytes(data);
        }
    }

    private static JsonNode parse(byte[] data) {
        try {
            return EventJson.readData(data);
        } catch (InvalidEventException e) {
            throw new IllegalStateException("Data was valid when it was made", e);
        }
    }

    private static byte[] bytes(JsonNode value) {
        try {
            // By way of text, because a text may hold half of a surrogate pair, which cannot be written as bytes.
            return EventJson.dataMapper().writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree can always be written", e);
        }
    }

    private URI source(Optional<String> owner) {
        return owner.map(name -> SOURCE_PREFIX + percentEncoded(name))
                .filter(EventCodec::isAttributeValue)
                .map(URI::create)
                .orElse(fallbackSource);
    }

    private static void subject(CloudEventBuilder builder, Optional<String> subject) {
        subject.filter(EventCodec::isAttributeValue).ifPresent(builder::withSubject);
    }

    /** Company, kind and id: equal for all events about one thing, whichever their types. */
    private static void partitionKey(
            CloudEventBuilder builder, Optional<String> owner, Entity entity, Optional<String> otherId) {
        List<String> parts = new ArrayList<>();
        owner.ifPresent(parts::add);
        parts.add(entity.kind());
        if (!entity.several()) {
            entity.id().or(() -> otherId).ifPresent(parts::add);
        }
        String key = String.join("/", parts);
        builder.withExtension(
                ExtensionNames.PARTITION_KEY,
                EventCodec.isAttributeValue(key) ? key : sha256(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static void time(CloudEventBuilder builder, JsonNode object, String... names) {
        for (String name : names) {
            Optional<Instant> time = Fields.text(object, name).flatMap(EventTime::parse);
            if (time.isPresent()) {
                builder.withTime(time.get().atOffset(ZoneOffset.UTC));
                return;
            }
        }
    }

    private static void extension(CloudEventBuilder builder, String name, Optional<String> value) {
        value.filter(EventCodec::isAttributeValue).ifPresent(text -> builder.withExtension(name, text));
    }

    private static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

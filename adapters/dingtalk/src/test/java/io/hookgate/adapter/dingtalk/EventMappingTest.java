package io.hookgate.adapter.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventMappingTest {
    private static final String DERIVED = "sha256";

    private final EventMapping mapping =
            new EventMapping(EventTypes.parse(DingTalkAdapter.resource("event-types.txt")), URI.create("urn:fallback"));

    @TestFactory
    Stream<DynamicTest> mapsEveryCase() {
        return Json.cases("mapping-cases.json").stream()
                .map(test -> DynamicTest.dynamicTest(test.get("name").asText(), () -> {
                    List<CloudEvent> events =
                            events(test.get("message"), test.get("receiveId").asText());

                    assertThat(events).hasSize(test.get("events").size());
                    for (int i = 0; i < events.size(); i++) {
                        check(events.get(i), test.get("events").get(i));
                    }
                }));
    }

    @Test
    void keepsTheMessageAsItIs() {
        byte[] message = " {\"EventType\":\"new\",\"n\":1.50,\"text\":\"\\u90e8\",\"a\":1,\"a\":2} "
                .getBytes(StandardCharsets.UTF_8);

        CloudEvent event =
                mapping.events(message, Json.parse(message), "new", "r").get(0);

        assertThat(event.getData().toBytes()).isEqualTo(message);
        assertThat(event.getDataContentType()).isEqualTo("application/json");
    }

    @Test
    void givesDifferentMessagesDifferentIds() {
        JsonNode first = Json.parse(Json.bytes(Map.of("EventType", "org_change", "TimeStamp", 1)));
        JsonNode second = Json.parse(Json.bytes(Map.of("EventType", "org_change", "TimeStamp", 2)));

        assertThat(events(first, "r").get(0).getId())
                .isNotEqualTo(events(second, "r").get(0).getId());
    }

    @Test
    void givesALaterStateOfASynchronisedRowAnotherId() {
        String item = "{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\",\"bizData\":[{\"subscribe_id\":\"s\",\"corp_id\":\"c\","
                + "\"biz_id\":\"b\",\"biz_type\":14,\"id\":1,\"gmt_create\":1,\"gmt_modified\":%d,\"biz_data\":\"{}\"}]}";

        List<String> ids = Stream.of(1, 2, 3, 3)
                .map(modified -> Json.parse(item.formatted(modified).getBytes(StandardCharsets.UTF_8)))
                .map(message -> events(message, "suite").get(0).getId())
                .toList();

        assertThat(ids).containsExactly("s:c:14:b:1", "s:c:14:b:1:2", "s:c:14:b:1:3", "s:c:14:b:1:3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000", "a\nb", "\ud800"})
    void refusesEventTypesThatNoAttributeCanHold(String eventType) {
        assertThat(EventMapping.isUsable("ok")).isTrue();
        assertThat(EventMapping.isUsable("x" + eventType)).isEqualTo(eventType.isEmpty());
        assertThat(EventMapping.isUsable("x".repeat(2000))).isFalse();
    }

    private List<CloudEvent> events(JsonNode message, String receiveId) {
        return mapping.events(
                Json.bytes(message), message, message.get("EventType").asText(), receiveId);
    }

    private static void check(CloudEvent event, JsonNode expected) {
        expected.properties().forEach(attribute -> {
            String name = attribute.getKey();
            if (name.equals("data")) {
                assertThat(Json.parse(event.getData().toBytes())).isEqualTo(attribute.getValue());
                return;
            }
            String actual = attribute(event, name).orElse(null);
            if (attribute.getValue().asText().equals(DERIVED)) {
                assertThat(actual).as(name).matches("[0-9a-f]{64}");
            } else {
                assertThat(actual).as(name).isEqualTo(attribute.getValue().textValue());
            }
        });
    }

    private static Optional<String> attribute(CloudEvent event, String name) {
        Object value = event.getAttributeNames().contains(name)
                        || List.of("subject", "time").contains(name)
                ? event.getAttribute(name)
                : event.getExtension(name);
        return Optional.ofNullable(value).map(Objects::toString);
    }
}

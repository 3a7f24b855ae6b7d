package io.hookgate.adapter.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.adapter.dingtalk.EventTypes.Entity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EventTypesTest {
    /** Events whose documented fields have no id, or are not broken down. */
    private static final Set<String> WITHOUT_ID = Set.of(
            "suite_ticket",
            "doc_export_completed",
            "agoal_indicator_add",
            "ats_job_deliver_change",
            "hrbrain_talent_pool_add",
            "hrbrain_talent_pool_edit",
            "hrbrain_talent_pool_delete",
            "hrbrain_talent_pool_staff_add",
            "hrbrain_talent_pool_staff_delete");

    private final EventTypes eventTypes = EventTypes.parse(DingTalkAdapter.resource("event-types.txt"));

    @TestFactory
    Stream<DynamicTest> findsTheSubjectOfEveryDocumentedEvent() {
        return Json.cases("documented-events.json").stream()
                .flatMap(event -> Stream.of("http", "sync")
                        .filter(event::has)
                        .map(way -> DynamicTest.dynamicTest(
                                event.get("event").asText() + " by " + way, () -> checkDocumented(event, way))));
    }

    @Test
    void knowsTheWholeCatalogue() {
        List<JsonNode> catalogue = Json.cases("documented-events.json");

        assertThat(catalogue)
                .hasSize(223)
                .allSatisfy(
                        event -> assertThat(eventTypes.knows(event.get("event").asText()))
                                .isTrue());
    }

    @Test
    void takesAnUnknownTypeForItsOwnKind() {
        assertThat(eventTypes.entity("new", JsonNodeFactory.instance.objectNode(), Optional.of("c")))
                .isEqualTo(new Entity("new", Optional.empty(), false));
    }

    @Test
    void readsAlternativesPathsAndLists() {
        EventTypes types = EventTypes.parse("# comment\n\nkind: a.b, c[0].d, e = one, two\n");

        assertThat(entity(types, "{\"e\":[\"x\"],\"C\":[{\"D\":7}]}"))
                .isEqualTo(new Entity("kind", Optional.of("7"), false));
        assertThat(entity(types, "{\"e\":[\"x\",\"y\"]}")).isEqualTo(new Entity("kind", Optional.of("x"), true));
        assertThat(entity(types, "{\"a\":{\"b\":\"z\"},\"e\":1}"))
                .isEqualTo(new Entity("kind", Optional.of("z"), false));
        assertThat(entity(types, "{\"a\":1,\"c\":null,\"e\":{\"f\":1}}"))
                .isEqualTo(new Entity("kind", Optional.empty(), false));
        assertThat(entity(types, "[1]")).isEqualTo(new Entity("kind", Optional.empty(), false));
        assertThat(types.knows("two")).isTrue();
    }

    @Test
    void refusesALineOfAnotherForm() {
        assertThatThrownBy(() -> EventTypes.parse("kind = one")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventTypes.parse("kind: a = one\nkind: b = one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one");
    }

    private void checkDocumented(JsonNode event, String way) {
        String name = event.get("event").asText();
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        event.get(way).forEach(path -> put(payload, path.asText()));

        Entity entity = eventTypes.entity(name, payload, Optional.of("corp"));

        assertThat(entity.id().isPresent()).isEqualTo(!WITHOUT_ID.contains(name));
    }

    /** Builds what a documented path such as {@code a.list[].b} says. */
    private static void put(ObjectNode object, String path) {
        String head = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        String rest = path.contains(".") ? path.substring(path.indexOf('.') + 1) : "";
        String field = head.replace("[]", "");
        boolean list = head.endsWith("[]");
        if (rest.isEmpty()) {
            object.set(field, list ? object.arrayNode().add("id") : object.textNode("id"));
            return;
        }
        put(list ? (ObjectNode) elements(object, field).get(0) : child(object, field), rest);
    }

    private static ArrayNode elements(ObjectNode object, String field) {
        if (object.get(field) instanceof ArrayNode elements) {
            return elements;
        }
        ArrayNode elements = object.putArray(field);
        elements.addObject();
        return elements;
    }

    private static ObjectNode child(ObjectNode object, String field) {
        return object.get(field) instanceof ObjectNode child ? child : object.putObject(field);
    }

    private static Entity entity(EventTypes types, String json) {
        return types.entity("one", Json.parse(json.getBytes(StandardCharsets.UTF_8)), Optional.of("corp"));
    }
}

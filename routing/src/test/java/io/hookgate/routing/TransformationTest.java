package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.routing.TransformationResult.Failed;
import io.hookgate.routing.TransformationResult.Output;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TransformationTest {
    private static final JsonNode CASES = Cases.read("transformation-cases.json");

    @TestFactory
    Stream<DynamicTest> agreesWithVectors() {
        return Cases.vectors("transform")
                .map(vector -> DynamicTest.dynamicTest(vector.get("id").asText(), () -> {
                    ObjectNode specification = JsonNodeFactory.instance.objectNode();
                    vector.get("inputs").properties().forEach(input -> {
                        if (!input.getKey().equals("event") && !input.getValue().isNull()) {
                            specification.set(input.getKey(), input.getValue());
                        }
                    });
                    Output output = output(specification, vector.at("/inputs/event"));
                    assertThat(text(output))
                            .isEqualTo(vector.at("/expect/output").asText());
                }));
    }

    @TestFactory
    Stream<DynamicTest> appliesSpecification() {
        return Cases.stream(CASES.get("applied"))
                .map(test -> DynamicTest.dynamicTest(test.get("name").asText(), () -> {
                    JsonNode before = CASES.get("event").deepCopy();
                    Output output = output(test.get("transform"), CASES.get("event"));
                    assertThat(text(output)).isEqualTo(test.get("output").asText());
                    assertThat(output.contentType())
                            .isEqualTo(test.get("contentType").asText());
                    assertThat(CASES.get("event"))
                            .as("the event is not changed")
                            .isEqualTo(before);
                }));
    }

    @TestFactory
    Stream<DynamicTest> failsWithReason() {
        return Cases.stream(CASES.get("failed"))
                .map(test -> DynamicTest.dynamicTest(test.get("name").asText(), () -> {
                    TransformationResult result =
                            Transformation.parse(test.get("transform")).apply(CASES.get("event"));
                    assertThat(result)
                            .isInstanceOfSatisfying(
                                    Failed.class,
                                    failed -> assertThat(failed.reason())
                                            .contains(test.get("reason").asText()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesWithPointerAndReason() {
        return Cases.stream(CASES.get("refused"))
                .map(test -> DynamicTest.dynamicTest(test.get("transform").toString(), () -> {
                    InvalidTransformationException refusal = catchThrowableOfType(
                            InvalidTransformationException.class, () -> Transformation.parse(test.get("transform")));
                    assertThat(refusal).isNotNull();
                    assertThat(refusal.pointer()).isEqualTo(test.get("pointer").asText());
                    assertThat(refusal.reason()).isNotBlank();
                }));
    }

    @Test
    void deliversTheCompleteEventByDefault() throws Exception {
        JsonNode event = CASES.get("event");
        for (JsonNode specification : new JsonNode[] {
            null,
            JsonNodeFactory.instance.nullNode(),
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode().put("type", "complete"),
            JsonNodeFactory.instance.objectNode().put("form", "ORIGINAL")
        }) {
            Output output = output(specification, event);
            assertThat(Json.MAPPER.readTree(output.body())).isEqualTo(event);
            assertThat(output.contentType()).isEqualTo("application/cloudevents+json");
        }
    }

    @Test
    void boundsWhatIsSaved() throws Exception {
        String long10k = "x".repeat(10_240);
        Transformation.parse(object("{\"type\":\"template\",\"template\":\"" + long10k + "\"}"));

        for (String specification : new String[] {
            "{\"type\":\"template\",\"template\":\"" + long10k + "x\"}",
            "{\"type\":\"template\",\"template\":\"x\",\"variables\":{\"a\":\"" + long10k + "x\"}}",
            "{\"type\":\"template\",\"template\":\"x\",\"variables\":{" + variables(101) + "}}",
            "{\"type\":\"constant\",\"value\":\"" + long10k + "x\"}",
            "{\"type\":\"constant\",\"value\":[\"" + long10k + "x\"]}",
            "{\"type\":\"partial\",\"path\":\"$." + "x".repeat(1_024) + "\"}",
            "{\"type\":\"jsonata\",\"expression\":\"" + long10k + "x\"}",
            "{\"form\":\"TEMPLATE\",\"value\":{},\"template\":\"" + long10k + "x\"}",
            "{\"form\":\"CONSTANT\",\"value\":\"" + long10k + "x\"}"
        }) {
            assertThat(catchThrowableOfType(
                            InvalidTransformationException.class, () -> Transformation.parse(object(specification))))
                    .as("%.60s", specification)
                    .isNotNull();
        }
    }

    @Test
    void boundsTheResult() throws Exception {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("text", "é".repeat(300_000))
                .put("half", "x".repeat(600_000))
                .put("control", "\u0001".repeat(200_000));

        assertThat(output(object("{\"type\":\"partial\",\"path\":\"$.text\"}"), event)
                        .body())
                .hasSize(600_000);
        for (String specification : new String[] {
            "{}",
            "{\"type\":\"partial\",\"path\":\"$\"}",
            "{\"type\":\"partial\",\"path\":\"$.control\",\"contentType\":\"application/json\"}",
            "{\"type\":\"template\",\"variables\":{\"h\":\"$.half\"},\"template\":\"" + "${h}".repeat(2_500) + "\"}",
            "{\"type\":\"template\",\"variables\":{\"t\":\"$.text\"},\"template\":\"${t}${t}\"}",
            "{\"type\":\"jsonata\",\"expression\":\"half & half\"}"
        }) {
            assertThat(Transformation.parse(object(specification)).apply(event))
                    .as("%.60s", specification)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).contains("bytes"));
        }
    }

    @Test
    void takesHalvesOfSurrogatePairs() throws Exception {
        JsonNode event = object("{\"data\":\"\\uD83D\"}");
        for (String specification : new String[] {
            "{}",
            "{\"type\":\"partial\",\"path\":\"$.data\"}",
            "{\"type\":\"template\",\"variables\":{\"d\":\"$.data\"},\"template\":\"{\\\"v\\\":${d}}\"}",
            "{\"type\":\"jsonata\",\"expression\":\"data\"}"
        }) {
            assertThat(text(output(object(specification), event))).contains("?");
        }
    }

    @Test
    void anyJsonIsTakenForAnEvent() throws Exception {
        JsonNode[] events = {
            JsonNodeFactory.instance.nullNode(),
            JsonNodeFactory.instance.textNode("x"),
            JsonNodeFactory.instance.arrayNode().add(1).add("a"),
            object("{\"data\":[[[[1]]]],\"items\":{\"a\":1}}"),
            object("{\"data\":" + "[".repeat(200) + "]".repeat(200) + "}")
        };
        for (JsonNode test : CASES.get("applied")) {
            Transformation transformation = Transformation.parse(test.get("transform"));
            for (JsonNode event : events) {
                assertThat(transformation.apply(event)).isNotNull();
            }
        }
    }

    @Test
    void eventCannotChangeTheStructureOfJson() throws Exception {
        Transformation transformation = Transformation.parse(
                object(
                        "{\"type\":\"template\",\"variables\":{\"v\":\"$.v\"},\"template\":\"{\\\"${v}\\\":1,\\\"a\\\":\\\"${v}\\\",\\\"b\\\":${v}}\"}"));
        for (String hostile : new String[] {
            "\",\"admin\":true,\"x\":\"", "\\", "\\\"", "\u2028", "${v}", "$.v", "null}", "\r\n", "</script>", "\uD800"
        }) {
            JsonNode event = JsonNodeFactory.instance.objectNode().put("v", hostile);
            Output output = (Output) transformation.apply(event);
            JsonNode body = Json.LENIENT.readTree(output.body());
            String expected = hostile.equals("\uD800") ? "?" : hostile;
            assertThat(body.size()).isEqualTo(3);
            assertThat(body.get("a").textValue()).isEqualTo(expected);
            assertThat(body.get("b").textValue()).isEqualTo(expected);
        }
    }

    private static String variables(int count) {
        StringBuilder variables = new StringBuilder();
        for (int number = 0; number < count; number++) {
            variables
                    .append(number == 0 ? "" : ",")
                    .append("\"v")
                    .append(number)
                    .append("\":1");
        }
        return variables.toString();
    }

    private static Output output(JsonNode specification, JsonNode event) throws InvalidTransformationException {
        TransformationResult result = Transformation.parse(specification).apply(event);
        assertThat(result).isInstanceOf(Output.class);
        return (Output) result;
    }

    private static String text(Output output) {
        return new String(output.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode object(String json) throws Exception {
        return Json.MAPPER.readTree(json);
    }
}

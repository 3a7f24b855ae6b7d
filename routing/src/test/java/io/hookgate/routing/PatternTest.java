package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PatternTest {
    private static final JsonNode CASES = Cases.read("pattern-cases.json");

    @TestFactory
    Stream<DynamicTest> matchesAsTheGrammarSays() {
        return Cases.stream(CASES.get("matches"))
                .map(test -> DynamicTest.dynamicTest(test.get("name").asText(), () -> checkMatches(test)));
    }

    @TestFactory
    Stream<DynamicTest> refusesWithPointerAndReason() {
        return Cases.stream(CASES.get("refused"))
                .map(test -> DynamicTest.dynamicTest(test.get("pattern").toString(), () -> {
                    InvalidPatternException refusal = refusal(test.get("pattern"));
                    assertThat(refusal.pointer()).isEqualTo(test.get("pointer").asText());
                    assertThat(refusal.reason()).isNotBlank();
                    assertThat(refusal).hasMessageContaining(refusal.reason());
                }));
    }

    @Test
    void refusesTextThatIsNoJson() {
        for (String text :
                new String[] {"", "{", "[123{]", "{\"source\":[\"a\"]} x", "{'source':['a']}", "{\"a\":[NaN]}"}) {
            assertThat(catchThrowableOfType(InvalidPatternException.class, () -> Pattern.parse(text)))
                    .as(text)
                    .isNotNull();
        }
    }

    @Test
    void refusesKeyThatOccursTwice() {
        String text = "{\"source\":[\"a\"],\"source\":[\"b\"]}";

        assertThat(catchThrowableOfType(InvalidPatternException.class, () -> Pattern.parse(text)))
                .hasMessageContaining("source");
    }

    @Test
    void keepsItsSource() throws InvalidPatternException {
        String text = "{\"data\":{\"a\":[3.0e2,{\"prefix\":\"ü\"}]}}";

        Pattern pattern = Pattern.parse(text);

        assertThat(pattern.source()).isEqualTo(Pattern.parse(pattern.source()).source());
        assertThat(pattern.source().at("/data/a/1/prefix").asText()).isEqualTo("ü");
    }

    @Test
    void boundsBytes() throws InvalidPatternException {
        ObjectNode pattern = object();
        ArrayNode leaves = pattern.putArray("source");
        for (int count = 0; count < 15; count++) {
            leaves.add("é".repeat(500));
        }
        Pattern.parse(pattern);
        leaves.add("é".repeat(1000));

        assertThat(refusal(pattern).reason()).contains("16384 bytes");
    }

    @Test
    void boundsCharactersBeforeReading() {
        assertThat(catchThrowableOfType(
                        InvalidPatternException.class, () -> Pattern.parse("{" + " ".repeat(70_000) + "}")))
                .hasMessageContaining("characters");
    }

    @Test
    void boundsDepth() throws InvalidPatternException {
        Pattern.parse(nested(201));

        assertThat(refusal(nested(202)).reason()).contains("levels");
        assertThat(refusal(nested(100_000)).reason()).contains("levels");
    }

    @Test
    void boundsValuesAndConditions() throws InvalidPatternException {
        ObjectNode pattern = object();
        ArrayNode leaves = pattern.putArray("source");
        for (int count = 0; count < 500; count++) {
            leaves.add(count);
        }
        Pattern.parse(pattern);
        pattern.putArray("type").add("x");

        assertThat(refusal(pattern).reason()).contains("500");
        assertThat(refusal(pattern).pointer()).isEqualTo("/type");
    }

    @Test
    void boundsOperands() {
        ObjectNode pattern = object();
        pattern.putArray("source").addObject().put("suffix", "x".repeat(1_025));

        assertThat(refusal(pattern).pointer()).isEqualTo("/source/0/suffix");
    }

    @Test
    void boundsCombinationsOfAlternatives() throws InvalidPatternException {
        Pattern.parse(alternatives(6, 1));

        assertThat(refusal(alternatives(7, 1)).reason()).contains("64 combinations");
        assertThat(refusal(alternatives(40, 1)).reason()).contains("64 combinations");
        assertThat(refusal(alternatives(6, 30)).reason()).contains("2000");
    }

    /** As many relations with two alternatives each, which multiply. */
    private static JsonNode alternatives(int relations, int leaves) {
        ObjectNode pattern = object();
        ObjectNode data = pattern.putObject("data");
        for (int relation = 0; relation < relations; relation++) {
            ArrayNode or = data.putObject("k" + relation).putArray("$or");
            for (String key : new String[] {"a", "b"}) {
                ArrayNode values = or.addObject().putArray(key);
                for (int leaf = 0; leaf < leaves; leaf++) {
                    values.add(leaf);
                }
            }
        }
        return pattern;
    }

    private static JsonNode nested(int levels) {
        ObjectNode pattern = object();
        ObjectNode inner = pattern;
        for (int level = 1; level < levels; level++) {
            inner = inner.putObject(level == 1 ? "data" : "a");
        }
        inner.putArray("a").add("x");
        return pattern;
    }

    private static void checkMatches(JsonNode test) throws InvalidPatternException {
        Pattern pattern = Pattern.parse(test.get("pattern"));
        RuleSet<String> rules = new RuleSet<>();
        rules.put("rule", pattern);
        for (JsonNode event : test.get("yes")) {
            assertThat(rules.match(event)).as("%s on %s", pattern, event).containsExactly("rule");
            assertThat(pattern.explain(event)).as("%s on %s", pattern, event).isEmpty();
        }
        for (JsonNode event : test.get("no")) {
            assertThat(rules.match(event)).as("%s on %s", pattern, event).isEmpty();
            assertThat(pattern.explain(event)).as("%s on %s", pattern, event).isPresent();
        }
    }

    private static InvalidPatternException refusal(JsonNode pattern) {
        InvalidPatternException refusal =
                catchThrowableOfType(InvalidPatternException.class, () -> Pattern.parse(pattern));
        assertThat(refusal).as("refusal of %.200s", pattern.getNodeType()).isNotNull();
        return refusal;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}

package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The published and computed vectors of RocketMQ EventBridge's pattern language. */
class EventBridgePatternTest {

    @TestFactory
    Stream<DynamicTest> agreesWithVectors() {
        return Cases.vectors("pattern")
                .map(vector -> DynamicTest.dynamicTest(vector.get("id").asText(), () -> check(vector)));
    }

    private static void check(JsonNode vector) throws InvalidPatternException {
        JsonNode pattern = vector.at("/inputs/pattern");
        if (vector.at("/expect/reject").asBoolean()) {
            InvalidPatternException refusal =
                    catchThrowableOfType(InvalidPatternException.class, () -> Pattern.parse(pattern));
            assertThat(refusal).as("refusal of %s", pattern).isNotNull();
            assertThat(pattern.at(refusal.pointer()).isMissingNode())
                    .as("%s points into %s", refusal.pointer(), pattern)
                    .isFalse();
            assertThat(refusal.reason()).isNotBlank();
            return;
        }
        boolean expected = vector.at("/expect/match").booleanValue();
        JsonNode event = vector.at("/inputs/event");
        RuleSet<String> rules = new RuleSet<>();
        rules.put("rule", Pattern.parse(pattern));
        assertThat(rules.match(event).contains("rule")).isEqualTo(expected);
        assertThat(Pattern.parse(pattern).explain(event).isEmpty()).isEqualTo(expected);
    }
}

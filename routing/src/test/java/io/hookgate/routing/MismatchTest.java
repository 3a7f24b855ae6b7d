package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class MismatchTest {

    @Test
    void namesTheFirstConditionThatFails() throws Exception {
        Mismatch mismatch = explain(
                "{\"source\":[\"a\"],\"data\":{\"x/y\":[{\"numeric\":[\">\",5]}],\"z\":[\"never\"]}}",
                "{\"source\":\"a\",\"data\":{\"x/y\":3}}");

        assertThat(mismatch.pointer()).isEqualTo("/data/x~1y");
        assertThat(mismatch.field()).isEqualTo("/data/x~1y");
        assertThat(mismatch.expected()).isEqualTo(json("[{\"numeric\":[\">\",5]}]"));
        assertThat(mismatch.actual()).isEqualTo(json("3"));
        assertThat(mismatch.describe()).isEqualTo("/data/x~1y expects [{\"numeric\":[\">\",5]}], but the event has 3");
    }

    @Test
    void tellsMissingFromNull() throws Exception {
        Mismatch missing = explain("{\"subject\":[\"a\"]}", "{}");
        Mismatch empty = explain("{\"subject\":[\"a\"]}", "{\"subject\":null}");

        assertThat(missing.actual()).isNull();
        assertThat(missing.describe()).isEqualTo("/subject expects [\"a\"], but the event has no such field");
        assertThat(empty.actual()).isEqualTo(json("null"));
    }

    @Test
    void namesTheFirstFailureOfTheFirstAlternative() throws Exception {
        Mismatch mismatch = explain(
                "{\"$or\":[{\"type\":[\"a\"],\"data\":{\"n\":[1]}},{\"type\":[\"b\"]}]}",
                "{\"type\":\"a\",\"data\":{\"n\":2}}");

        assertThat(mismatch.pointer()).isEqualTo("/$or/0/data/n");
        assertThat(mismatch.field()).isEqualTo("/data/n");
        assertThat(mismatch.describe()).isEqualTo("/$or/0/data/n expects [1], but the event has 2 at /data/n");
    }

    @Test
    void cutsLongValuesInTheSentence() throws Exception {
        Mismatch mismatch = explain("{\"subject\":[\"a\"]}", "{\"subject\":\"" + "x".repeat(5_000) + "\"}");

        assertThat(mismatch.describe()).hasSizeLessThan(300).endsWith("…");
    }

    private static Mismatch explain(String pattern, String event) throws Exception {
        return Pattern.parse(pattern).explain(json(event)).orElseThrow();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.MAPPER.readTree(text);
    }
}

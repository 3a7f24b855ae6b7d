package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.routing.DryRun.Matched;
import io.hookgate.routing.DryRun.Unmatched;
import io.hookgate.routing.TransformationResult.Failed;
import io.hookgate.routing.TransformationResult.Output;
import org.junit.jupiter.api.Test;

class DryRunTest {
    private static final JsonNode EVENT = json("{\"type\":\"t\",\"data\":{\"n\":5}}");

    @Test
    void givesTheBodyOfAMatch() throws Exception {
        assertThat(DryRun.of(json("{\"type\":[\"t\"]}"), json("{\"type\":\"partial\",\"path\":\"$.data.n\"}"))
                        .on(EVENT))
                .isInstanceOfSatisfying(
                        Matched.class,
                        matched -> assertThat(matched.result()).isInstanceOfSatisfying(Output.class, output -> {
                            assertThat(output.body()).asString().isEqualTo("5");
                            assertThat(output.contentType()).isEqualTo("application/json");
                        }));
    }

    @Test
    void givesTheCompleteEventWithoutTransformation() throws Exception {
        assertThat(DryRun.of(json("{}"), null).on(EVENT))
                .isInstanceOfSatisfying(
                        Matched.class,
                        matched -> assertThat(matched.result())
                                .isInstanceOfSatisfying(
                                        Output.class,
                                        output -> assertThat(output.body())
                                                .asString()
                                                .isEqualTo(EVENT.toString())));
    }

    @Test
    void givesTheReasonOfAFailure() throws Exception {
        assertThat(DryRun.of(json("{}"), json("{\"type\":\"partial\",\"path\":\"$.x\",\"missing\":\"fail\"}"))
                        .on(EVENT))
                .isInstanceOfSatisfying(
                        Matched.class, matched -> assertThat(matched.result()).isInstanceOf(Failed.class));
    }

    @Test
    void givesTheConditionThatFailed() throws Exception {
        assertThat(DryRun.of(json("{\"type\":[\"t\"],\"data\":{\"n\":[6]}}"), null)
                        .on(EVENT))
                .isInstanceOfSatisfying(Unmatched.class, unmatched -> {
                    assertThat(unmatched.reason().pointer()).isEqualTo("/data/n");
                    assertThat(unmatched.reason().expected()).isEqualTo(json("[6]"));
                    assertThat(unmatched.reason().actual()).isEqualTo(json("5"));
                });
    }

    @Test
    void refusesTheTransformationOfAnEventThatDoesNotMatch() {
        assertThatExceptionOfType(InvalidTransformationException.class)
                .isThrownBy(() -> DryRun.of(json("{\"type\":[\"x\"]}"), json("{\"type\":\"x\"}"))
                        .on(EVENT));
        assertThatExceptionOfType(InvalidPatternException.class)
                .isThrownBy(() -> DryRun.of(json("{\"type\":\"x\"}"), null).on(EVENT));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}

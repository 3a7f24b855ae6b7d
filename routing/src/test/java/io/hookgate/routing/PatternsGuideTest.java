package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.routing.TransformationResult.Failed;
import io.hookgate.routing.TransformationResult.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every example of docs/patterns.md. */
class PatternsGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "patterns.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("^```json (\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> patternsMatchAsWritten() throws IOException {
        return examples("pattern").stream()
                .map(example -> DynamicTest.dynamicTest(example.get("pattern").toString(), () -> {
                    io.hookgate.routing.Pattern pattern = io.hookgate.routing.Pattern.parse(example.get("pattern"));
                    RuleSet<String> rules = new RuleSet<>();
                    rules.put("rule", pattern);
                    for (JsonNode event : example.get("match")) {
                        assertThat(rules.match(event)).as("%s", event).containsExactly("rule");
                        assertThat(pattern.explain(event)).isEmpty();
                    }
                    for (JsonNode event : example.get("differ")) {
                        assertThat(rules.match(event)).as("%s", event).isEmpty();
                        assertThat(pattern.explain(event)).isPresent();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> transformationsGiveWhatIsWritten() throws IOException {
        JsonNode event = examples("event").get(0);
        return examples("transform").stream()
                .map(example -> DynamicTest.dynamicTest(example.get("transform").toString(), () -> {
                    TransformationResult result =
                            Transformation.parse(example.get("transform")).apply(event);
                    if (example.has("fails")) {
                        assertThat(result)
                                .isInstanceOfSatisfying(
                                        Failed.class,
                                        failed -> assertThat(failed.reason())
                                                .contains(example.get("fails").asText()));
                        return;
                    }
                    Output output = (Output) result;
                    String body = new String(output.body(), StandardCharsets.UTF_8);
                    assertThat(output.contentType())
                            .isEqualTo(example.get("contentType").asText());
                    assertThat(body)
                            .isEqualTo(example.has("body") ? example.get("body").asText() : event.toString());
                }));
    }

    @Test
    void everyOperatorHasAnExample() throws IOException {
        String patterns = examples("pattern").toString();

        assertThat(LeafParser.OPERATORS)
                .allSatisfy(operator -> assertThat(patterns).contains('"' + operator + '"'));
        assertThat(patterns).contains("\"$or\"");
        assertThat(examples("event")).hasSize(1);
        for (String type : List.of("complete", "partial", "constant", "template", "jsonata")) {
            assertThat(examples("transform").toString()).contains("\"type\":\"" + type + '"');
        }
    }

    @Test
    void everyBlockIsAnExample() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(guide.lines().filter(line -> line.startsWith("```")).count())
                .isEqualTo(2L
                        * (examples("pattern").size()
                                + examples("transform").size()
                                + examples("event").size()));
    }

    @Test
    void limitsAreThoseWritten() throws IOException {
        String guide = Files.readString(GUIDE);

        for (int limit : new int[] {
            PatternLimits.MAX_BYTES,
            PatternLimits.MAX_DEPTH,
            PatternLimits.MAX_LEAVES,
            PatternLimits.MAX_OPERAND_LENGTH,
            PatternLimits.MAX_STARS,
            PatternLimits.MAX_ALTERNATIVES,
            PatternLimits.MAX_MULTIPLIED_LEAVES
        }) {
            assertThat(guide).contains(String.format("| %,d |", limit));
        }
        for (int limit : new int[] {
            TransformationParser.MAX_LENGTH, JsonataBudget.MAX_STEPS, JsonataBudget.MAX_ITEMS, JsonataBudget.MAX_DEPTH
        }) {
            assertThat(guide).contains(String.format("%,d", limit));
        }
        assertThat(JsonataFunction.REFUSED).allSatisfy(name -> assertThat(guide).contains("`$" + name + '`'));
    }

    private static List<JsonNode> examples(String kind) throws IOException {
        List<JsonNode> examples = new ArrayList<>();
        for (MatchResult example :
                EXAMPLE.matcher(Files.readString(GUIDE)).results().toList()) {
            if (example.group(1).equals(kind)) {
                examples.add(Json.MAPPER.readTree(example.group(2)));
            }
        }
        assertThat(examples).isNotEmpty();
        return examples;
    }
}

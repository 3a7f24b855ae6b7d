package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetTest {
    private static final int MANY = 100_000;
    private static final Map<String, IntFunction<String>> CONDITIONS = Map.ofEntries(
            Map.entry("literal", number -> "\"value-" + number + "\""),
            Map.entry("ignore case", number -> "{\"equals-ignore-case\":\"VALUE-" + number + "\"}"),
            Map.entry("prefix", number -> "{\"prefix\":\"value-" + number + "\"}"),
            Map.entry("suffix", number -> "{\"suffix\":\"-" + number + "\"}"),
            Map.entry("wildcard", number -> "{\"wildcard\":\"*lue*-" + number + "\"}"),
            Map.entry("two literals", number -> "\"value-" + number + "\",\"other-" + number + "\""));

    @ParameterizedTest
    @ValueSource(strings = {"literal", "ignore case", "prefix", "suffix", "wildcard", "two literals"})
    void addsChangesAndRemovesOneAmongAHundredThousand(String kind) throws InvalidPatternException {
        IntFunction<String> condition = CONDITIONS.get(kind);
        RuleSet<Integer> rules = new RuleSet<>();
        for (int number = 100_000; number < 100_000 + MANY; number++) {
            rules.put(number, pattern(condition.apply(number)));
        }
        assertThat(rules.size()).isEqualTo(MANY);
        assertThat(rules.match(event(123_456))).containsExactly(123_456);

        rules.remove(123_456);
        assertThat(rules.match(event(123_456))).isEmpty();
        assertThat(rules.size()).isEqualTo(MANY - 1);

        rules.put(1, pattern(condition.apply(123_456)));
        rules.put(123_457, pattern(condition.apply(123_456)));
        assertThat(rules.match(event(123_456))).containsExactlyInAnyOrder(1, 123_457);
        assertThat(rules.match(event(123_457))).isEmpty();

        for (int number = 100_000; number < 100_000 + MANY; number++) {
            rules.remove(number);
        }
        rules.remove(1);
        assertThat(rules.size()).isZero();
        assertThat(rules.isPristine()).isTrue();
    }

    @Test
    void findsNumbersAndAddressesAmongAHundredThousand() throws InvalidPatternException {
        RuleSet<Integer> ranges = new RuleSet<>();
        RuleSet<Integer> blocks = new RuleSet<>();
        for (int number = 0; number < MANY; number++) {
            int from = number * 10;
            ranges.put(number, pattern("{\"numeric\":[\">=\"," + from + ",\"<\"," + (from + 10) + "]}"));
            String network = "10." + (number >> 12) + "." + (number >> 4 & 255) + "." + (number << 4 & 255);
            blocks.put(number, pattern("{\"cidr\":\"" + network + "/28\"}"));
        }

        assertThat(ranges.match(event(JsonNodeFactory.instance.numberNode(123_456))))
                .containsExactly(12_345);
        assertThat(ranges.match(event(JsonNodeFactory.instance.numberNode(-1)))).isEmpty();
        assertThat(blocks.match(event(JsonNodeFactory.instance.textNode("10.1.1.31"))))
                .containsExactly(4_096 + 17);
        assertThat(blocks.match(event(JsonNodeFactory.instance.textNode("11.0.0.0"))))
                .isEmpty();
    }

    @Test
    void findsOneOfManyPairs() throws InvalidPatternException {
        RuleSet<Integer> rules = new RuleSet<>();
        for (int number = 0; number < MANY; number++) {
            rules.put(
                    number,
                    Pattern.parse("{\"type\":[\"t" + number / 320 + "\"],\"subject\":[\"s" + number % 320 + "\"]}"));
        }
        ObjectNode event =
                JsonNodeFactory.instance.objectNode().put("type", "t200").put("subject", "s7");

        assertThat(rules.match(event)).containsExactly(200 * 320 + 7);
    }

    @Test
    void matchesManyAlikeRules() throws InvalidPatternException {
        RuleSet<Integer> rules = new RuleSet<>();
        for (int number = 0; number < 10_000; number++) {
            rules.put(number, pattern("\"value-1\""));
        }
        assertThat(rules.match(event(1))).hasSize(10_000);
        for (int number = 0; number < 10_000; number += 2) {
            rules.remove(number);
        }

        assertThat(rules.match(event(1))).hasSize(5_000).allMatch(number -> number % 2 == 1);
    }

    @Test
    void ignoresRemovalOfUnknownKey() throws InvalidPatternException {
        RuleSet<String> rules = new RuleSet<>();
        rules.put("a", Pattern.parse("{}"));
        rules.remove("b");

        assertThat(rules.match(JsonNodeFactory.instance.objectNode())).containsExactly("a");
    }

    @Test
    void matchesWhileRulesChange() throws Exception {
        RuleSet<Integer> rules = new RuleSet<>();
        for (int number = 0; number < 100; number++) {
            rules.put(number, pattern("\"value-" + number % 10 + "\""));
        }
        Set<Integer> stable = new HashSet<>();
        for (int number = 3; number < 100; number += 10) {
            stable.add(number);
        }
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> reading = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                reading.add(readers.submit(() -> {
                    while (!done.get()) {
                        assertThat(rules.match(event(3))).containsAll(stable).allMatch(key -> key % 10 == 3);
                    }
                }));
            }
            for (int round = 0; round < 300; round++) {
                for (int number = 1_000; number < 1_060; number++) {
                    rules.put(number, pattern("\"value-" + number % 10 + "\""));
                }
                for (int number = 1_000; number < 1_060; number++) {
                    rules.remove(number);
                }
            }
            done.set(true);
            for (Future<?> reader : reading) {
                reader.get();
            }
        } finally {
            done.set(true);
            readers.shutdownNow();
        }
        assertThat(rules.match(event(3))).isEqualTo(stable);
    }

    private static Pattern pattern(String condition) throws InvalidPatternException {
        return Pattern.parse("{\"type\":[\"order.created\"],\"source\":[{\"prefix\":\"/\"}],\"data\":{\"field\":["
                + condition + "]}}");
    }

    private static JsonNode event(int number) {
        return event(JsonNodeFactory.instance.textNode("value-" + number));
    }

    private static JsonNode event(JsonNode value) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0").put("type", "order.created").put("source", "/shop");
        event.putObject("data").set("field", value);
        return event;
    }
}

package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events made to hurt. The timeouts are a hundred times what is needed; without a bound it would be for ever. */
@Timeout(60)
class HostileEventTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void takesAnyJsonForAnEvent() throws Exception {
        RuleSet<String> rules = rules(
                "{}",
                "{\"type\":[\"a\"]}",
                "{\"data\":{\"a\":{\"b\":[{\"exists\":false}]}}}",
                "{\"data\":{\"a\":[{\"anything-but\":1},{\"numeric\":[\"!=\",1]},{\"cidr\":\"::/0\"}]}}");
        List<JsonNode> events = List.of(
                JSON.nullNode(),
                JSON.textNode("x"),
                JSON.numberNode(1),
                JSON.arrayNode().add(1),
                MissingNode.getInstance(),
                JSON.binaryNode(new byte[] {1}),
                new POJONode(Duration.ZERO));
        for (JsonNode event : events) {
            assertThat(rules.match(event)).contains("{}").doesNotContain("{\"type\":[\"a\"]}");
            assertThat(rules.match(JSON.objectNode().set("data", event))).contains("{}");
            assertThat(rules.match(
                            JSON.objectNode().set("data", JSON.objectNode().set("a", event))))
                    .contains("{}");
        }
    }

    @Test
    void takesNumbersOfAThousandDigitsAndVastExponents() throws Exception {
        RuleSet<String> rules = rules(
                "{\"data\":{\"n\":[{\"numeric\":[\">\",1]}]}}",
                "{\"data\":{\"n\":[{\"numeric\":[\"<\",1]}]}}",
                "{\"data\":{\"n\":[{\"anything-but\":1}]}}");
        List<JsonNode> big = List.of(
                JSON.numberNode(BigInteger.TEN.pow(999)),
                JSON.numberNode(new BigDecimal("1e999999999")),
                JSON.numberNode(new BigDecimal("9".repeat(500) + "." + "9".repeat(500))),
                JSON.numberNode(Double.MAX_VALUE),
                JSON.numberNode(Double.POSITIVE_INFINITY));
        List<JsonNode> small = List.of(
                JSON.numberNode(new BigDecimal("1e-999999999")),
                JSON.numberNode(new BigDecimal("-1e999999999")),
                JSON.numberNode(BigInteger.TEN.pow(999).negate()));

        for (JsonNode number : big) {
            assertThat(rules.match(with("n", number)))
                    .containsExactlyInAnyOrder(
                            "{\"data\":{\"n\":[{\"numeric\":[\">\",1]}]}}",
                            "{\"data\":{\"n\":[{\"anything-but\":1}]}}");
        }
        for (JsonNode number : small) {
            assertThat(rules.match(with("n", number)))
                    .containsExactlyInAnyOrder(
                            "{\"data\":{\"n\":[{\"numeric\":[\"<\",1]}]}}",
                            "{\"data\":{\"n\":[{\"anything-but\":1}]}}");
        }
        assertThat(rules.match(with("n", JSON.numberNode(Double.NaN))))
                .containsExactly("{\"data\":{\"n\":[{\"anything-but\":1}]}}");
    }

    @Test
    void takesTheDeepestEvent() throws Exception {
        String keys = "{\"a\":".repeat(200);
        String deep = "{\"data\":" + keys + "[\"x\"]" + "}".repeat(200) + "}";
        RuleSet<String> rules = rules(deep, "{\"data\":{\"a\":[{\"exists\":true}]}}");
        JsonNode event = new ObjectMapper().readTree(deep);

        assertThat(rules.match(event)).hasSize(2);
    }

    @Test
    void lastOfEqualKeysCounts() throws Exception {
        RuleSet<String> rules = rules("{\"type\":[\"a\"]}", "{\"type\":[\"b\"]}");

        assertThat(rules.match(new ObjectMapper().readTree("{\"type\":\"a\",\"type\":\"b\"}")))
                .containsExactly("{\"type\":[\"b\"]}");
    }

    @Test
    void findsElementAtTheEndOfALongArray() throws Exception {
        RuleSet<String> rules = rules(
                "{\"data\":{\"l\":[\"last\"]}}",
                "{\"data\":{\"l\":[{\"prefix\":\"las\"}]}}",
                "{\"data\":{\"l\":[{\"suffix\":\"ast\"}]}}",
                "{\"data\":{\"l\":[{\"equals-ignore-case\":\"LAST\"}]}}",
                "{\"data\":{\"l\":[{\"wildcard\":\"l*t\"}]}}",
                "{\"data\":{\"l\":[{\"contains\":\"as\"}]}}",
                "{\"data\":{\"l\":[{\"numeric\":[\">\",100000]}]}}",
                "{\"data\":{\"l\":[{\"cidr\":\"10.0.0.0/8\"}]}}",
                "{\"data\":{\"l\":[null]}}",
                "{\"data\":{\"l\":[{\"anything-but\":{\"prefix\":\"v\"}}]}}",
                "{\"data\":{\"l\":[{\"exists\":true}]}}");
        ArrayNode array = JSON.arrayNode();
        for (int count = 0; count < 100_000; count++) {
            array.add("v" + count).add(count);
        }
        array.add("last").add(100_001).add("10.9.8.7").addNull();

        assertThat(rules.match(with("l", array))).hasSize(rules.size());
        assertThat(rules.match(with("l", JSON.arrayNode().add("v1").add(1)))).hasSize(2);
    }

    /** Three hundred times three hundred rules, each of whose pairs of conditions looks at two long arrays. */
    @Test
    void longArraysDoNotMultiplyWithRules() throws Exception {
        for (String form : List.of("\"%s\"", "{\"prefix\":\"%s\"}", "{\"suffix\":\"%s\"}", "{\"contains\":\"%s\"}")) {
            RuleSet<Integer> rules = new RuleSet<>();
            for (int number = 0; number < 90_000; number++) {
                String left = String.format(form, "left" + number / 300 + ";");
                String right = String.format(form, "right" + number % 300 + ";");
                rules.put(number, Pattern.parse("{\"data\":{\"a\":[" + left + "],\"b\":[" + right + "]}}"));
            }
            ObjectNode event = JSON.objectNode();
            ArrayNode left = event.putObject("data").putArray("a");
            ArrayNode right = event.withObject("data").putArray("b");
            for (int count = 0; count < 300; count++) {
                left.add("left" + count + ";");
            }
            for (int count = 0; count < 60_000; count++) {
                right.add("right" + (count + 299) + ";");
            }

            assertThat(rules.match(event)).as(form).hasSize(300);
        }
    }

    @Test
    void longTextsDoNotMultiplyWithWildcards() throws Exception {
        RuleSet<Integer> rules = new RuleSet<>();
        for (int number = 0; number < 100; number++) {
            rules.put(
                    number,
                    Pattern.parse(
                            "{\"data\":{\"t\":[{\"wildcard\":\"*" + "a".repeat(500 + number) + "b*a*a*a*a*a*\"}]}}"));
        }
        rules.put(-1, Pattern.parse("{\"data\":{\"t\":[{\"wildcard\":\"*aab\"}]}}"));

        assertThat(rules.match(with("t", JSON.textNode("a".repeat(MEBIBYTE))))).isEmpty();
        assertThat(rules.match(with("t", JSON.textNode("a".repeat(MEBIBYTE) + "b"))))
                .containsExactly(-1);
    }

    @Test
    void textsMadeForTheSearchTreesCostLittle() throws Exception {
        RuleSet<Integer> rules = new RuleSet<>();
        for (int length = 1; length <= 1_000; length++) {
            rules.put(length, Pattern.parse("{\"data\":{\"t\":[{\"prefix\":\"" + "a".repeat(length) + "\"}]}}"));
            rules.put(-length, Pattern.parse("{\"data\":{\"t\":[{\"suffix\":\"" + "a".repeat(length) + "\"}]}}"));
        }

        assertThat(rules.match(with("t", JSON.textNode("a".repeat(MEBIBYTE))))).hasSize(2_000);
        assertThat(rules.match(with("t", JSON.textNode("b" + "a".repeat(400) + "b"))))
                .isEmpty();
        assertThat(rules.match(with("t", JSON.textNode("a".repeat(400) + "b")))).hasSize(400);
    }

    @Test
    void manyFieldsMeetManyRules() throws Exception {
        RuleSet<Integer> rules = new RuleSet<>();
        for (int number = 0; number < 50_000; number++) {
            rules.put(number, Pattern.parse("{\"data\":{\"k" + number + "\":[\"x\"]}}"));
        }
        ObjectNode data = JSON.objectNode();
        for (int number = 49_999; number < 100_000; number++) {
            data.put("k" + number, "x");
        }

        assertThat(rules.match(JSON.objectNode().set("data", data))).containsExactly(49_999);
    }

    /** The pattern with the most places to be filed in that the limits allow. */
    @Test
    void theLargestPatternIsBounded() throws Exception {
        ObjectNode pattern = JSON.objectNode();
        ObjectNode data = pattern.putObject("data");
        for (int relation = 0; relation < 5; relation++) {
            ArrayNode or = data.putObject("k" + relation).putArray("$or");
            or.addObject().putArray("a").add(1).add(2).add(3).add(4).add(5).add(6);
            or.addObject().putArray("b").add(1).add(2).add(3).add(4).add(5).add(6);
        }
        RuleSet<Integer> rules = new RuleSet<>();
        for (int number = 0; number < 200; number++) {
            rules.put(number, Pattern.parse(pattern));
        }
        ObjectNode event = JSON.objectNode();
        for (int relation = 0; relation < 5; relation++) {
            event.withObject("data").putObject("k" + relation).put(relation % 2 == 0 ? "a" : "b", 6);
        }

        assertThat(rules.match(event)).hasSize(200);
        for (int number = 0; number < 200; number++) {
            rules.remove(number);
        }
        assertThat(rules.isPristine()).isTrue();
    }

    private static JsonNode with(String key, JsonNode value) {
        ObjectNode event = JSON.objectNode();
        event.putObject("data").set(key, value);
        return event;
    }

    private static RuleSet<String> rules(String... patterns) throws InvalidPatternException {
        RuleSet<String> rules = new RuleSet<>();
        for (String pattern : patterns) {
            rules.put(pattern, Pattern.parse(pattern));
        }
        return rules;
    }
}

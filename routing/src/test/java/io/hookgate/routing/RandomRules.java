package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;

/** Makes valid patterns and events out of few words, so that they often meet. */
final class RandomRules {
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
    private static final List<String> ATTRIBUTES = List.of("type", "source", "subject", "ext1");
    private static final List<String> KEYS = List.of("a", "b", "a.b", "c-d", "$or", "ключ", "/~");
    private static final List<String> WORDS = List.of(
            "",
            "a",
            "b",
            "ab",
            "abc",
            "abcd",
            "abcde",
            "xabcdey",
            "A",
            "aB",
            "ABCDE",
            "bcd",
            "cdeab",
            "ß",
            "İ",
            "i",
            "ı",
            "I",
            "Σ",
            "ς",
            "\uD83D\uDE00",
            "a\uD83D\uDE00",
            "\uDE00",
            "\u0000",
            "a\u0000b",
            "*",
            "a*b",
            "\\",
            "300",
            "300.0",
            "3E+2",
            "true",
            "null",
            "10.0.0.0",
            "10.0.0.1",
            "10.0.0.255",
            "10.0.1.0",
            "010.0.0.1",
            "::1",
            "::",
            "2001:db8::1",
            "2001:0db8:0:0:0:0:0:1",
            "2001:db8:1::",
            "::ffff:10.0.0.1",
            "::ffff:a00:1",
            "10.0.0.256",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "1::2::3",
            "abababababab",
            "aaaaaaaaaab",
            "order.created",
            "order.paid",
            "order.created.v2");
    private static final List<String> WILDCARDS = List.of(
            "*",
            "a*",
            "*a",
            "a*b",
            "*b*",
            "ab*de",
            "*abcde*",
            "a*a*b",
            "\\*",
            "a\\*b",
            "*\\\\*",
            "ab",
            "order.*",
            "*.created*",
            "*\u0000*",
            "*aaab",
            "*\uDE00");
    private static final List<String> BLOCKS = List.of(
            "10.0.0.0/24",
            "10.0.0.77/24",
            "10.0.0.0/8",
            "0.0.0.0/0",
            "10.0.0.1",
            "10.0.0.1/32",
            "10.0.0.254/31",
            "::1",
            "::/0",
            "2001:db8::/32",
            "2001:db8::1/128",
            "2001:db8::/47",
            "::ffff:10.0.0.1",
            "fe80::/10");
    private static final List<JsonNode> NUMBERS = List.of(
            JSON.numberNode(300),
            JSON.numberNode(300L),
            JSON.numberNode(0),
            JSON.numberNode(-5),
            JSON.numberNode(5),
            JSON.numberNode(new BigDecimal("300.0")),
            JSON.numberNode(new BigDecimal("3.0e2")),
            JSON.numberNode(new BigDecimal("5.00000009")),
            JSON.numberNode(new BigDecimal("5.0000002")),
            JSON.numberNode(new BigDecimal("-0.0")),
            JSON.numberNode(new BigDecimal("0.00000001")),
            JSON.numberNode(1_000_000_000),
            JSON.numberNode(-1_000_000_000),
            JSON.numberNode(20.5));
    private static final List<JsonNode> HUGE = List.of(
            JSON.numberNode(new BigDecimal("1e400")),
            JSON.numberNode(new BigDecimal("-1e400")),
            JSON.numberNode(BigInteger.TEN.pow(900)),
            JSON.numberNode(new BigDecimal("1e-400")));

    private final SplittableRandom random;

    RandomRules(SplittableRandom random) {
        this.random = random;
    }

    JsonNode pattern() {
        ObjectNode pattern = JSON.objectNode();
        int attributes = random.nextInt(3);
        for (int count = 0; count < attributes; count++) {
            pattern.set(pick(ATTRIBUTES), leaves());
        }
        if (random.nextInt(4) > 0) {
            pattern.set("data", dataPattern(2));
        }
        if (random.nextInt(6) == 0) {
            ArrayNode alternatives = pattern.putArray("$or");
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                ObjectNode alternative = alternatives.addObject();
                if (random.nextBoolean()) {
                    alternative.set(pick(ATTRIBUTES), leaves());
                } else {
                    alternative.set("data", dataPattern(1));
                }
            }
        }
        return pattern;
    }

    JsonNode event() {
        ObjectNode event = JSON.objectNode();
        for (String attribute : ATTRIBUTES) {
            if (random.nextInt(4) > 0) {
                event.put(attribute, word());
            }
        }
        int shape = random.nextInt(12);
        if (shape == 0) {
            return event;
        }
        event.set("data", shape == 1 ? scalar() : dataObject(3));
        return event;
    }

    private ObjectNode dataPattern(int depth) {
        ObjectNode pattern = JSON.objectNode();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            String key = pick(KEYS);
            boolean nested = depth > 0 && random.nextInt(4) == 0;
            pattern.set(key, nested ? dataPattern(depth - 1) : leaves());
        }
        if (depth > 0 && random.nextInt(10) == 0) {
            ArrayNode alternatives = JSON.arrayNode();
            for (int count = 1 + random.nextInt(2); count > 0; count--) {
                alternatives.add(dataPattern(depth - 1));
            }
            pattern.set("$or", alternatives);
        }
        return pattern;
    }

    private ArrayNode leaves() {
        ArrayNode leaves = JSON.arrayNode();
        for (int count = 1 + random.nextInt(random.nextInt(5) == 0 ? 4 : 2); count > 0; count--) {
            leaves.add(leaf());
        }
        return leaves;
    }

    private JsonNode leaf() {
        ObjectNode leaf = JSON.objectNode();
        switch (random.nextInt(14)) {
            case 0 -> leaf.put("prefix", operand());
            case 1 -> leaf.put("suffix", operand());
            case 2 -> leaf.put("contains", operand());
            case 3 -> leaf.put("equals-ignore-case", operand());
            case 4 -> leaf.put("wildcard", pick(WILDCARDS));
            case 5 -> leaf.put("exists", random.nextBoolean());
            case 6, 7 -> leaf.set("numeric", comparisons());
            case 8 -> leaf.put("cidr", pick(BLOCKS));
            case 9 -> leaf.set("anything-but", excluded());
            default -> {
                return scalar();
            }
        }
        return leaf;
    }

    private JsonNode excluded() {
        return switch (random.nextInt(5)) {
            case 0 -> JSON.objectNode().put("prefix", operand());
            case 1 -> JSON.objectNode().put("suffix", operand());
            case 2 -> JSON.objectNode().put("wildcard", pick(WILDCARDS));
            case 3 -> JSON.arrayNode().add(scalar()).add(scalar()).add(scalar());
            default -> scalar();
        };
    }

    private ArrayNode comparisons() {
        ArrayNode comparisons = JSON.arrayNode();
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            comparisons.add(pick(List.of("=", "!=", ">", ">=", "<", "<="))).add(pick(NUMBERS));
        }
        return comparisons;
    }

    private ObjectNode dataObject(int depth) {
        ObjectNode object = JSON.objectNode();
        for (String key : KEYS) {
            int choice = random.nextInt(8);
            if (choice == 0 && depth > 0) {
                object.set(key, dataObject(depth - 1));
            } else if (choice == 1) {
                object.set(key, array());
            } else if (choice < 7) {
                object.set(key, scalar());
            }
        }
        return object;
    }

    private ArrayNode array() {
        ArrayNode array = JSON.arrayNode();
        for (int count = random.nextInt(random.nextInt(10) == 0 ? 200 : 4); count > 0; count--) {
            switch (random.nextInt(10)) {
                case 0 -> array.add(JSON.objectNode().set("a", scalar()));
                case 1 -> array.add(JSON.arrayNode().add(scalar()));
                default -> array.add(scalar());
            }
        }
        return array;
    }

    private JsonNode scalar() {
        return switch (random.nextInt(12)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2, 3, 4 -> pick(NUMBERS);
            case 5 -> random.nextInt(4) == 0 ? pick(HUGE) : pick(NUMBERS);
            default -> JSON.textNode(word());
        };
    }

    private String operand() {
        String word = word();
        return word.isEmpty() ? "a" : word;
    }

    private String word() {
        if (random.nextInt(6) > 0) {
            return pick(WORDS);
        }
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** How big and how complex a pattern may be, so that one tenant's rules cannot slow down the others'. */
final class PatternLimits {
    static final int MAX_BYTES = 16_384;
    static final int MAX_JSON_LENGTH = 4 * MAX_BYTES;
    static final int MAX_DEPTH = 202;
    static final int MAX_LEAVES = 500;
    static final int MAX_OPERAND_LENGTH = 1_024;
    static final int MAX_STARS = 10;
    static final int MAX_ALTERNATIVES = 64;
    static final int MAX_MULTIPLIED_LEAVES = 2_000;

    private PatternLimits() {}

    /** Bounds the depth and the size, so that everything behind it may recurse. */
    static void checkShape(JsonNode pattern) throws InvalidPatternException {
        if (isDeeperThan(pattern, MAX_DEPTH)) {
            throw new InvalidPatternException("", "A pattern has at most " + MAX_DEPTH + " levels of nesting");
        }
        int bytes = pattern.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new InvalidPatternException("", "A pattern has at most " + MAX_BYTES + " bytes, not " + bytes);
        }
    }

    static void checkLeaves(int leaves, String pointer) throws InvalidPatternException {
        if (leaves > MAX_LEAVES) {
            throw new InvalidPatternException(
                    pointer, "A pattern has at most " + MAX_LEAVES + " values and conditions in all");
        }
    }

    static void checkOperand(String text, String pointer) throws InvalidPatternException {
        if (text.length() > MAX_OPERAND_LENGTH) {
            throw new InvalidPatternException(pointer, "A value has at most " + MAX_OPERAND_LENGTH + " characters");
        }
    }

    static void checkStars(int stars, String pointer) throws InvalidPatternException {
        if (stars > MAX_STARS) {
            throw new InvalidPatternException(pointer, "A wildcard has at most " + MAX_STARS + " stars");
        }
    }

    private static boolean isDeeperThan(JsonNode node, int levels) {
        if (!node.isContainerNode()) {
            return false;
        }
        if (levels == 0) {
            return true;
        }
        for (JsonNode child : node) {
            if (isDeeperThan(child, levels - 1)) {
                return true;
            }
        }
        return false;
    }
}

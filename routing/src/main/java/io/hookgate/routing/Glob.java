package io.hookgate.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wildcard expression: {@code *} stands for any characters or none, {@code \*} and {@code \\} for themselves.
 *
 * @param segments the literal text before, between and behind the stars, unescaped; the first and last may be empty
 */
record Glob(List<String> segments) {
    private static final long PLAIN_SEARCH_STEPS = 1 << 16;

    Glob {
        segments = List.copyOf(segments);
    }

    /** Null when a backslash escapes something else, or two stars follow each other. */
    static @Nullable Glob parse(String expression) {
        List<String> segments = new ArrayList<>();
        StringBuilder segment = new StringBuilder();
        for (int index = 0; index < expression.length(); index++) {
            char character = expression.charAt(index);
            if (character == '*') {
                if (segment.isEmpty() && !segments.isEmpty()) {
                    return null;
                }
                segments.add(segment.toString());
                segment.setLength(0);
                continue;
            }
            if (character == '\\') {
                index++;
                if (index == expression.length() || "*\\".indexOf(expression.charAt(index)) < 0) {
                    return null;
                }
                character = expression.charAt(index);
            }
            segment.append(character);
        }
        segments.add(segment.toString());
        return new Glob(segments);
    }

    /** The expression that matches every text with the given one in it. */
    static Glob containing(String text) {
        return new Glob(List.of("", text, ""));
    }

    int stars() {
        return segments.size() - 1;
    }

    /** In a time linear in the text times the number of stars at most, whatever both are. */
    boolean matches(String text) {
        String first = segments.get(0);
        if (segments.size() == 1) {
            return text.equals(first);
        }
        String last = segments.get(segments.size() - 1);
        int end = text.length() - last.length();
        if (end < first.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int position = first.length();
        for (String segment : segments.subList(1, segments.size() - 1)) {
            int found = find(text, segment, position, end);
            if (found < 0) {
                return false;
            }
            position = found + segment.length();
        }
        return true;
    }

    private static int find(String text, String segment, int from, int end) {
        if ((long) (end - from) * segment.length() <= PLAIN_SEARCH_STEPS) {
            int found = text.indexOf(segment, from);
            return found < 0 || found + segment.length() > end ? -1 : found;
        }
        return findLinear(text, segment, from, end);
    }

    /** Knuth, Morris and Pratt: the plain search is quadratic on texts made to be so. */
    private static int findLinear(String text, String segment, int from, int end) {
        int[] borders = borders(segment);
        int matched = 0;
        for (int index = from; index < end; index++) {
            while (matched > 0 && text.charAt(index) != segment.charAt(matched)) {
                matched = borders[matched - 1];
            }
            if (text.charAt(index) == segment.charAt(matched)) {
                matched++;
            }
            if (matched == segment.length()) {
                return index - matched + 1;
            }
        }
        return -1;
    }

    private static int[] borders(String segment) {
        int[] borders = new int[segment.length()];
        int matched = 0;
        for (int index = 1; index < segment.length(); index++) {
            while (matched > 0 && segment.charAt(index) != segment.charAt(matched)) {
                matched = borders[matched - 1];
            }
            if (segment.charAt(index) == segment.charAt(matched)) {
                matched++;
            }
            borders[index] = matched;
        }
        return borders;
    }
}

package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event has at one path: nothing, or a value with the scalars that conditions are tested on.
 *
 * <p>A scalar counts as itself, an array as those of its elements that are scalars, each once; objects and nested
 * arrays have no scalars. Used by one thread at a time.
 */
final class FieldValues {
    private static final int MANY = 64;

    private final boolean present;
    private final List<Scalar> scalars;
    private @Nullable ScalarLookup lookup;
    private final long[] @Nullable [] grams = new long[GramFinder.LONGEST + 1][];
    private int textLength = -1;

    private FieldValues(boolean present, List<Scalar> scalars) {
        this.present = present;
        this.scalars = scalars;
    }

    static FieldValues of(@Nullable JsonNode node) {
        if (node == null) {
            return new FieldValues(false, List.of());
        }
        if (node.isArray()) {
            return new FieldValues(true, distinctElements(node));
        }
        Scalar scalar = Scalar.of(node);
        return new FieldValues(true, scalar == null ? List.of() : List.of(scalar));
    }

    /** Whether the event has the field at all. */
    boolean present() {
        return present;
    }

    List<Scalar> scalars() {
        return scalars;
    }

    /** Whether there is so much that {@link #lookup} beats looking at it for each leaf. */
    boolean isLarge() {
        return scalars.size() > MANY || textLength() > GramFinder.LONG_TEXT;
    }

    ScalarLookup lookup() {
        ScalarLookup known = lookup;
        if (known == null) {
            known = new ScalarLookup(scalars);
            lookup = known;
        }
        return known;
    }

    /** Characters of all strings together. */
    int textLength() {
        if (textLength < 0) {
            textLength = scalars.stream()
                    .filter(Scalar::isString)
                    .mapToInt(scalar -> scalar.text().length())
                    .sum();
        }
        return textLength;
    }

    /** The pieces of a length that the strings have, as {@link GramFinder#distinctGrams} finds them. */
    long[] grams(int length) {
        long[] known = grams[length];
        if (known == null) {
            known = GramFinder.distinctGrams(scalars, length);
            grams[length] = known;
        }
        return known;
    }

    private static List<Scalar> distinctElements(JsonNode array) {
        Map<String, Scalar> distinct = new LinkedHashMap<>();
        for (JsonNode element : array) {
            Scalar scalar = Scalar.of(element);
            if (scalar != null) {
                distinct.putIfAbsent(scalar.identity(), scalar);
            }
        }
        return new ArrayList<>(distinct.values());
    }
}

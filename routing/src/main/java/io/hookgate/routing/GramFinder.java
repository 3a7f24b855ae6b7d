package io.hookgate.routing;

import io.hookgate.routing.Leaf.Wildcard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Finds wildcards by a piece that a text must contain for the wildcard to match: of the pieces that a wildcard has, it is
 * filed under the least used one. Pieces have eight characters where a wildcard has so many in a row, so that few wildcards
 * share one, else four or fewer.
 */
final class GramFinder implements LeafFinder {
    static final int LONGEST = 8;
    static final int LONG_TEXT = 4_096;

    private static final int PACKED = 4;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final List<Map<Long, List<Leaf>>> leavesByGram = IntStream.rangeClosed(0, LONGEST)
            .<Map<Long, List<Leaf>>>mapToObj(length -> new HashMap<>())
            .toList();
    private final Map<Leaf, Gram> gramOfLeaf = new HashMap<>();

    /** A piece, as {@link #number} gives it. Long pieces may share a number, which costs time and changes no result. */
    private record Gram(int length, long number) {}

    /** Whether a wildcard has any piece to be filed under. */
    static boolean covers(Glob glob) {
        return longest(glob).length() > 0;
    }

    @Override
    public void add(Leaf leaf) {
        Gram gram = leastUsed(((Wildcard) leaf).glob());
        leavesByGram
                .get(gram.length())
                .computeIfAbsent(gram.number(), unused -> new ArrayList<>(1))
                .add(leaf);
        gramOfLeaf.put(leaf, gram);
    }

    @Override
    public void remove(Leaf leaf) {
        Gram gram = gramOfLeaf.remove(leaf);
        if (gram == null) {
            return;
        }
        leavesByGram.get(gram.length()).computeIfPresent(gram.number(), (unused, leaves) -> {
            leaves.remove(leaf);
            return leaves.isEmpty() ? null : leaves;
        });
    }

    @Override
    public void find(FieldValues values, Consumer<Leaf> found) {
        for (int length = 1; length <= LONGEST; length++) {
            Map<Long, List<Leaf>> leaves = leavesByGram.get(length);
            if (!leaves.isEmpty()) {
                find(values, length, leaves, found);
            }
        }
    }

    /** Of the pieces of the field and those in use here, it goes through the fewer. */
    private static void find(
            FieldValues values, int length, Map<Long, List<Leaf>> leavesByNumber, Consumer<Leaf> found) {
        if (values.textLength() <= LONG_TEXT || values.grams(length).length <= leavesByNumber.size()) {
            Set<Long> seen = new HashSet<>();
            for (Scalar scalar : values.scalars()) {
                if (scalar.isString()) {
                    find(scalar.text(), length, leavesByNumber, seen, found);
                }
            }
            return;
        }
        long[] numbers = values.grams(length);
        leavesByNumber.forEach((number, leaves) -> {
            if (Arrays.binarySearch(numbers, number) >= 0) {
                leaves.forEach(found);
            }
        });
    }

    private static void find(
            String text, int length, Map<Long, List<Leaf>> leavesByNumber, Set<Long> seen, Consumer<Leaf> found) {
        for (int index = 0; index + length <= text.length(); index++) {
            Long number = number(text, index, length);
            List<Leaf> leaves = leavesByNumber.get(number);
            if (leaves != null && seen.add(number)) {
                leaves.forEach(found);
            }
        }
    }

    @Override
    public int crowd(Leaf leaf) {
        return used(leastUsed(((Wildcard) leaf).glob()));
    }

    private int used(Gram gram) {
        return leavesByGram
                .get(gram.length())
                .getOrDefault(gram.number(), List.of())
                .size();
    }

    /** The numbers of the pieces of a length that the strings have, each once, in ascending order. */
    static long[] distinctGrams(List<Scalar> scalars, int length) {
        return scalars.stream()
                .filter(Scalar::isString)
                .map(Scalar::text)
                .flatMapToLong(text -> LongStream.rangeClosed(0, text.length() - length)
                        .map(index -> number(text, (int) index, length)))
                .sorted()
                .distinct()
                .toArray();
    }

    private Gram leastUsed(Glob glob) {
        int longest = longest(glob).length();
        int length = longest >= LONGEST ? LONGEST : Math.min(PACKED, longest);
        Gram best = new Gram(length, 0);
        int fewest = Integer.MAX_VALUE;
        for (String segment : glob.segments()) {
            for (int index = 0; index + length <= segment.length(); index++) {
                Gram gram = new Gram(length, number(segment, index, length));
                int used = used(gram);
                if (used < fewest) {
                    fewest = used;
                    best = gram;
                }
            }
        }
        return best;
    }

    private static String longest(Glob glob) {
        String longest = "";
        for (String segment : glob.segments()) {
            longest = segment.length() > longest.length() ? segment : longest;
        }
        return longest;
    }

    /** Up to four characters as they are in one number, more of them mixed. */
    private static long number(String text, int from, int length) {
        if (length <= PACKED) {
            return packed(text, from, length);
        }
        return packed(text, from, PACKED) * SPREAD ^ packed(text, from + PACKED, length - PACKED);
    }

    private static long packed(String text, int from, int length) {
        long packed = 0;
        for (int index = from; index < from + length; index++) {
            packed = packed << Character.SIZE | text.charAt(index);
        }
        return packed;
    }
}

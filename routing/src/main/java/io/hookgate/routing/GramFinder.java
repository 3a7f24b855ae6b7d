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
import java.util.stream.LongStream;

/**
 * Finds wildcards by a piece of up to four characters that a text must contain for the wildcard to match: of the pieces
 * that a wildcard has, it is filed under the least used one.
 */
final class GramFinder implements LeafFinder {
    static final int MAX_LENGTH = 4;
    static final int LONG_TEXT = 4_096;

    private final Map<Long, List<Leaf>> leavesByGram = new HashMap<>();
    private final Map<Leaf, Long> gramOfLeaf = new HashMap<>();
    private final int[] leavesByLength = new int[MAX_LENGTH + 1];

    /** Whether a wildcard has any piece to be filed under. */
    static boolean covers(Glob glob) {
        return longest(glob).length() > 0;
    }

    @Override
    public void add(Leaf leaf) {
        long gram = leastUsed(((Wildcard) leaf).glob());
        leavesByGram.computeIfAbsent(gram, unused -> new ArrayList<>(1)).add(leaf);
        gramOfLeaf.put(leaf, gram);
        leavesByLength[length(gram)]++;
    }

    @Override
    public void remove(Leaf leaf) {
        Long gram = gramOfLeaf.remove(leaf);
        if (gram == null) {
            return;
        }
        leavesByLength[length(gram)]--;
        leavesByGram.computeIfPresent(gram, (unused, leaves) -> {
            leaves.remove(leaf);
            return leaves.isEmpty() ? null : leaves;
        });
    }

    @Override
    public void find(FieldValues values, Consumer<Leaf> found) {
        Set<Long> seen = new HashSet<>();
        for (int length = 1; length <= MAX_LENGTH; length++) {
            if (leavesByLength[length] > 0) {
                find(values, length, seen, found);
            }
        }
    }

    /** Of the pieces of the field and those in use here, it goes through the fewer. */
    private void find(FieldValues values, int length, Set<Long> seen, Consumer<Leaf> found) {
        if (values.textLength() <= LONG_TEXT || values.grams(length).length <= leavesByGram.size()) {
            for (Scalar scalar : values.scalars()) {
                if (scalar.isString()) {
                    find(scalar.text(), length, seen, found);
                }
            }
            return;
        }
        long[] grams = values.grams(length);
        leavesByGram.forEach((gram, leaves) -> {
            if (Arrays.binarySearch(grams, gram) >= 0 && seen.add(gram)) {
                leaves.forEach(found);
            }
        });
    }

    private void find(String text, int length, Set<Long> seen, Consumer<Leaf> found) {
        for (int index = 0; index + length <= text.length(); index++) {
            Long gram = gram(text, index, length);
            List<Leaf> leaves = leavesByGram.get(gram);
            if (leaves != null && seen.add(gram)) {
                leaves.forEach(found);
            }
        }
    }

    @Override
    public int crowd(Leaf leaf) {
        return leavesByGram
                .getOrDefault(leastUsed(((Wildcard) leaf).glob()), List.of())
                .size();
    }

    /** The pieces of a length that the strings have, each once, in the order of their numbers. */
    static long[] distinctGrams(List<Scalar> scalars, int length) {
        return scalars.stream()
                .filter(Scalar::isString)
                .map(Scalar::text)
                .flatMapToLong(text ->
                        LongStream.rangeClosed(0, text.length() - length).map(index -> gram(text, (int) index, length)))
                .sorted()
                .distinct()
                .toArray();
    }

    private long leastUsed(Glob glob) {
        int length = Math.min(MAX_LENGTH, longest(glob).length());
        long best = 0;
        int fewest = Integer.MAX_VALUE;
        for (String segment : glob.segments()) {
            for (int index = 0; index + length <= segment.length(); index++) {
                long gram = gram(segment, index, length);
                int used = leavesByGram.getOrDefault(gram, List.of()).size();
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

    /** Up to four characters in one number; the length is told by the highest characters, of which none is zero. */
    private static long gram(String text, int from, int length) {
        long gram = 0;
        for (int index = from; index < from + length; index++) {
            gram = gram << Character.SIZE | text.charAt(index);
        }
        return gram;
    }

    private static int length(long gram) {
        return gram == 0 ? 1 : (Long.SIZE - Long.numberOfLeadingZeros(gram) + Character.SIZE - 1) / Character.SIZE;
    }
}

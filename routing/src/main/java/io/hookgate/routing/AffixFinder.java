package io.hookgate.routing;

import io.hookgate.routing.Leaf.Prefix;
import io.hookgate.routing.Leaf.Suffix;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds the prefixes, or the suffixes, of a string among many: a step per shared length, each a search in a tree. */
final class AffixFinder implements LeafFinder {
    private final boolean backwards;
    private final TreeMap<String, Leaf> leaves = new TreeMap<>();

    /** Finds suffixes when it works backwards, else prefixes. */
    AffixFinder(boolean backwards) {
        this.backwards = backwards;
    }

    @Override
    public void add(Leaf leaf) {
        leaves.put(key(leaf), leaf);
    }

    @Override
    public void remove(Leaf leaf) {
        leaves.remove(key(leaf));
    }

    @Override
    public void find(FieldValues values, Consumer<Leaf> found) {
        for (Scalar scalar : values.scalars()) {
            if (scalar.isString()) {
                find(relevant(scalar.text()), found);
            }
        }
    }

    private void find(String text, Consumer<Leaf> found) {
        Map.Entry<String, Leaf> candidate = leaves.floorEntry(text);
        while (candidate != null) {
            String key = candidate.getKey();
            int common = Affixes.commonLength(key, text);
            if (common == key.length()) {
                found.accept(candidate.getValue());
                common--;
            }
            // Every shorter prefix of the text is at most this long, for the tree had nothing between key and text.
            candidate = common <= 0 ? null : leaves.floorEntry(text.substring(0, common));
        }
    }

    @Override
    public int crowd(Leaf leaf) {
        return 0;
    }

    private String key(Leaf leaf) {
        return backwards ? Affixes.reverse(((Suffix) leaf).text()) : ((Prefix) leaf).text();
    }

    /** As much of a text as an operand can cover, in the direction of the search. */
    private String relevant(String text) {
        int length = Math.min(text.length(), PatternLimits.MAX_OPERAND_LENGTH);
        return backwards ? Affixes.reverse(text.substring(text.length() - length)) : text.substring(0, length);
    }
}

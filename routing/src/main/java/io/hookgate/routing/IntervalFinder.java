package io.hookgate.routing;

import io.hookgate.routing.Leaf.Numeric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the intervals that hold a number, in steps that grow with the logarithm of their count and with those found.
 *
 * <p>The doubles in their order are the leaves of a binary tree of depth 64. An interval is kept at the lowest node that
 * covers it, so of the intervals at one node, all hold the middle of the node, and a number below the middle lies in
 * those that begin at it or before, a number above in those that end at it or behind.
 */
final class IntervalFinder implements LeafFinder {
    private final Map<Block, Intervals> blocks = new HashMap<>();
    private final int[] intervalsByLength = new int[Long.SIZE + 1];
    private int size;

    /** Whether a leaf excludes anything that can be excluded by a lower and an upper bound. */
    static boolean covers(Numeric leaf) {
        Interval interval = Interval.of(leaf);
        return !interval.isEverything() && !interval.isEmpty();
    }

    @Override
    public void add(Leaf leaf) {
        Interval interval = Interval.of((Numeric) leaf);
        Block block = Block.covering(interval);
        blocks.computeIfAbsent(block, unused -> new Intervals()).add(interval, leaf);
        intervalsByLength[block.length]++;
        size++;
    }

    @Override
    public void remove(Leaf leaf) {
        Interval interval = Interval.of((Numeric) leaf);
        Block block = Block.covering(interval);
        blocks.computeIfPresent(block, (unused, intervals) -> {
            intervals.remove(interval, leaf);
            return intervals.isEmpty() ? null : intervals;
        });
        intervalsByLength[block.length]--;
        size--;
    }

    @Override
    public void find(FieldValues values, Consumer<Leaf> found) {
        for (Scalar scalar : values.scalars()) {
            if (scalar.isNumber()) {
                find(order(scalar.number()), found);
            }
        }
    }

    private void find(long number, Consumer<Leaf> found) {
        for (int length = 0; length <= Long.SIZE; length++) {
            Block block = intervalsByLength[length] > 0 ? Block.of(number, length) : null;
            Intervals intervals = block == null ? null : blocks.get(block);
            if (block != null && intervals != null) {
                intervals.find(number, block.middle(), found);
            }
        }
    }

    @Override
    public int crowd(Leaf leaf) {
        return size;
    }

    /** The place of a number among all doubles; minus zero is zero. */
    private static long order(double number) {
        long bits = Double.doubleToLongBits(number + 0.0);
        return bits ^ (bits >> (Long.SIZE - 1) & Long.MAX_VALUE);
    }

    /**
     * The numbers whose places begin with the same bits.
     *
     * @param length how many bits
     * @param bits these bits; the others are zero
     */
    private record Block(int length, long bits) {
        /** The smallest one that covers an interval. */
        static Block covering(Interval interval) {
            long lowest = order(interval.lowest());
            return of(lowest, Long.numberOfLeadingZeros(lowest ^ order(interval.highest())));
        }

        static Block of(long number, int length) {
            return new Block(length, length == 0 ? 0 : number & -1L << (Long.SIZE - length));
        }

        /** The first number of the upper half. */
        long middle() {
            if (length == 0) {
                // The first bit is the sign: the upper half begins at zero.
                return 0;
            }
            return length == Long.SIZE ? bits : bits | 1L << (Long.SIZE - 1 - length);
        }
    }

    /** The intervals at one node. */
    private static final class Intervals {
        private final TreeMap<Long, List<Leaf>> byLowest = new TreeMap<>();
        private final TreeMap<Long, List<Leaf>> byHighest = new TreeMap<>();

        void add(Interval interval, Leaf leaf) {
            byLowest.computeIfAbsent(order(interval.lowest()), unused -> new ArrayList<>(1))
                    .add(leaf);
            byHighest
                    .computeIfAbsent(order(interval.highest()), unused -> new ArrayList<>(1))
                    .add(leaf);
        }

        void remove(Interval interval, Leaf leaf) {
            byLowest.computeIfPresent(order(interval.lowest()), (unused, leaves) -> without(leaves, leaf));
            byHighest.computeIfPresent(order(interval.highest()), (unused, leaves) -> without(leaves, leaf));
        }

        void find(long number, long middle, Consumer<Leaf> found) {
            Map<Long, List<Leaf>> holding =
                    number < middle ? byLowest.headMap(number, true) : byHighest.tailMap(number, true);
            holding.values().forEach(leaves -> leaves.forEach(found));
        }

        boolean isEmpty() {
            return byLowest.isEmpty();
        }

        private static @Nullable List<Leaf> without(List<Leaf> leaves, Leaf leaf) {
            leaves.remove(leaf);
            return leaves.isEmpty() ? null : leaves;
        }
    }
}

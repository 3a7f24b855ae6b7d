package io.hookgate.delivery.traffic;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A histogram of the times between the receipt of an event and its delivery, with buckets that grow about twofold.
 */
final class Latency {
    /** The number in the database of the first bucket; the others follow. */
    static final int FIRST = 100;

    private static final long[] BOUNDS = {
        5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000, 86_400_000
    };

    private Latency() {}

    /** How many buckets there are; the last has no bound. */
    static int buckets() {
        return BOUNDS.length + 1;
    }

    /** The bucket of a time. */
    static int bucket(Duration time) {
        long millis = time.toMillis();
        int bucket = 0;
        while (bucket < BOUNDS.length && millis > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /**
     * The time in milliseconds that a share of all was at most as long as, read from the bounds of the bucket and where in
     * it the share ends; empty if there was none.
     */
    static OptionalLong quantile(long[] counts, double share) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        if (total == 0) {
            return OptionalLong.empty();
        }
        double wanted = share * total;
        long below = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            if (below + counts[bucket] >= wanted && counts[bucket] > 0) {
                long low = bucket == 0 ? 0 : BOUNDS[bucket - 1];
                long high = bucket < BOUNDS.length ? BOUNDS[bucket] : low;
                return OptionalLong.of(Math.round(low + (high - low) * (wanted - below) / counts[bucket]));
            }
            below += counts[bucket];
        }
        return OptionalLong.of(BOUNDS[BOUNDS.length - 1]);
    }
}

package io.hookgate.benchmarks.round;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A moment within a round.
 *
 * @param second since the round's start
 * @param accepted so far
 * @param delivered so far
 * @param backlog accepted, deliverable, and not yet delivered
 * @param p50 of deliveries since the last sample, in milliseconds
 * @param p99 of deliveries since the last sample, in milliseconds
 * @param memory of the product when it was looked at; memory is sampled less often
 */
public record Sample(
        double second,
        long accepted,
        long delivered,
        long backlog,
        double p50,
        double p99,
        @Nullable MemoryUse memory) {

    /**
     * What the product's processes held.
     *
     * @param heapAfterCollection of the serving JVM after its last garbage collection, in bytes; 0 when unknown
     * @param heapMax the limit of that heap, in bytes; 0 when unknown
     * @param residentBytes by group of processes
     */
    public record MemoryUse(long heapAfterCollection, long heapMax, Map<String, Long> residentBytes) {
        /** Copies the map. */
        public MemoryUse {
            residentBytes = Map.copyOf(residentBytes);
        }
    }
}

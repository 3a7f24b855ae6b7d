package io.hookgate.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When the events of a constant rate are due: event {@code n} is due {@code n / rate} after the start, whatever happened to
 * those before it.
 *
 * @param startNanos in {@link System#nanoTime()}
 * @param perSecond events per second
 * @param count how many events there are
 */
record Schedule(long startNanos, double perSecond, long count) {

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    static Schedule over(Duration duration, double perSecond, long startNanos, long atMost) {
        long wanted = Math.round(perSecond * duration.toNanos() / NANOS_PER_SECOND);
        return new Schedule(startNanos, perSecond, Math.min(Math.max(1, wanted), atMost));
    }

    /** When event {@code n}, from 0, is due. */
    long due(long n) {
        return startNanos + Math.round(n * (NANOS_PER_SECOND / perSecond));
    }

    /** How many events are due at {@code nanos}. */
    long dueBy(long nanos) {
        if (nanos < startNanos) {
            return 0;
        }
        // Computed as a fraction, then put right by what due() rounds to.
        long candidate = (long) ((nanos - startNanos) * perSecond / NANOS_PER_SECOND) + 2;
        while (candidate > 0 && due(candidate - 1) > nanos) {
            candidate--;
        }
        return Math.min(count, candidate);
    }
}

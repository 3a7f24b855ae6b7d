package io.hookgate.benchmarks.event;

import org.HdrHistogram.Histogram;

/**
 * A latency distribution, in milliseconds.
 *
 * @param count how many were recorded
 */
public record LatencySummary(long count, double mean, double p50, double p90, double p99, double p999, double max) {

    private static final double MICROS_PER_MILLI = 1_000;

    /** Summarises a histogram of microseconds; all zero when it is empty. */
    public static LatencySummary of(Histogram micros) {
        return new LatencySummary(
                micros.getTotalCount(),
                micros.getTotalCount() == 0 ? 0 : micros.getMean() / MICROS_PER_MILLI,
                percentile(micros, 50),
                percentile(micros, 90),
                percentile(micros, 99),
                percentile(micros, 99.9),
                percentile(micros, 100));
    }

    private static double percentile(Histogram micros, double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}

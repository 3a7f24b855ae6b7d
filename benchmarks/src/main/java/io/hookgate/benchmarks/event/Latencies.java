package io.hookgate.benchmarks.event;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Latencies of a round, with three significant digits from a microsecond up. Any number of threads record; one thread
 * takes intervals.
 */
public final class Latencies {

    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(DIGITS);
    private final Histogram total = new Histogram(DIGITS);

    /** Records one latency in nanoseconds. */
    public void record(long nanos) {
        recorder.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    /** What was recorded since the last call, in microseconds; it also counts in the total. */
    public synchronized Histogram interval() {
        Histogram interval = recorder.getIntervalHistogram();
        total.add(interval);
        return interval;
    }

    /** The summary of everything recorded so far. */
    public synchronized LatencySummary summary() {
        interval();
        return LatencySummary.of(total);
    }
}

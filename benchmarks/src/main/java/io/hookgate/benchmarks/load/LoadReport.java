package io.hookgate.benchmarks.load;

import io.hookgate.benchmarks.event.LatencySummary;
import java.util.Map;

/**
 * What sending showed.
 *
 * @param startedNanos when the first event was due, in {@link System#nanoTime()}
 * @param sendingSeconds from then until the last answer
 * @param sent how many requests were sent
 * @param answers how many answers by outcome: the status, or the name of the failure
 * @param answerLatency from the time an event was due until its answer, of 2xx answers
 * @param latestMillis how late the latest event got on its way: it waited for a connection or for the processor
 */
public record LoadReport(
        long startedNanos,
        double sendingSeconds,
        long sent,
        Map<String, Long> answers,
        LatencySummary answerLatency,
        double latestMillis) {

    /** Copies the map. */
    public LoadReport {
        answers = Map.copyOf(answers);
    }
}

package io.hookgate.benchmarks.round;

import io.hookgate.benchmarks.event.LatencySummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one round showed.
 *
 * @param candidate the name of what was measured
 * @param pace {@code saturation}, or the rate that was asked for
 * @param sendingSeconds from the first request until the last answer
 * @param wallSeconds from the first request until everything accepted was delivered and, by a product that keeps records,
 *     recorded
 * @param sent requests
 * @param answers by status, or by the name of the failure
 * @param accepted answered with a 2xx
 * @param expected accepted, and sent to a receiver that takes it
 * @param delivered of the expected ones
 * @param recorded deliveries that the product has recorded as delivered; equal to {@code delivered} when it keeps no record
 * @param missing expected and not delivered within the time given
 * @param repeats further deliveries with the same delivery id
 * @param conflicts further deliveries with another delivery id
 * @param eventsPerSecond accepted, delivered and recorded, per second of {@code wallSeconds}
 * @param delivery from the time an event was due until a receiver had it
 * @param answer from the time an event was due until the 2xx
 * @param latestMillis how late the latest request got on its way
 * @param processorSeconds by part of the harness and group of processes
 * @param threadSeconds of processor time, by group of processes and kind of thread
 * @param samples over time
 */
public record RoundResult(
        String candidate,
        String pace,
        double sendingSeconds,
        double wallSeconds,
        long sent,
        Map<String, Long> answers,
        long accepted,
        long expected,
        long delivered,
        long recorded,
        long missing,
        long repeats,
        long conflicts,
        double eventsPerSecond,
        LatencySummary delivery,
        LatencySummary answer,
        double latestMillis,
        Map<String, Double> processorSeconds,
        Map<String, Map<String, Double>> threadSeconds,
        List<Sample> samples) {

    /** Copies the collections. */
    public RoundResult {
        answers = Map.copyOf(answers);
        processorSeconds = new LinkedHashMap<>(processorSeconds);
        threadSeconds = Map.copyOf(threadSeconds);
        samples = List.copyOf(samples);
    }

    /** Whether everything accepted was delivered once, and recorded. */
    public boolean complete() {
        return missing == 0 && conflicts == 0 && recorded >= delivered;
    }
}

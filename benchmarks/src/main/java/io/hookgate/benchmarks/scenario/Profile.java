package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.round.RoundResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the processor time of an event goes: what a goal that was missed is a matter of.
 *
 * @param parts the most expensive first
 */
public record Profile(List<Part> parts) {

    private static final double LEAST_SHARE = 0.01;
    private static final double MICROS_PER_SECOND = 1_000_000;
    private static final String REST = "others";

    /** Copies the list. */
    public Profile {
        parts = List.copyOf(parts);
    }

    /**
     * What the threads of one kind use in one group of processes.
     *
     * @param process the group, for instance {@code gateway}
     * @param threads the kind, for instance {@code vert.x-eventloop}, as far as the system keeps the name
     * @param micros microseconds of processor time for one event that was delivered
     * @param share of the whole profile, from 0 to 1
     */
    public record Part(String process, String threads, double micros, double share) {}

    /** All rounds of a candidate together; empty where the system tells nothing of threads. */
    static Profile of(List<RoundResult> rounds, String candidate) {
        List<RoundResult> own = rounds.stream()
                .filter(round -> round.candidate().equals(candidate))
                .toList();
        long events = Math.max(1, own.stream().mapToLong(RoundResult::delivered).sum());
        Map<String, Map<String, Double>> seconds = new TreeMap<>();
        for (RoundResult round : own) {
            round.threadSeconds()
                    .forEach((process, threads) ->
                            threads.forEach((kind, used) -> seconds.computeIfAbsent(process, added -> new TreeMap<>())
                                    .merge(kind, used, Double::sum)));
        }
        double all = seconds.values().stream()
                .flatMap(threads -> threads.values().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
        List<Part> parts = new ArrayList<>();
        seconds.forEach((process, threads) -> {
            Map<String, Double> shown = new TreeMap<>();
            threads.forEach((kind, used) -> shown.merge(used < LEAST_SHARE * all ? REST : kind, used, Double::sum));
            shown.forEach((kind, used) -> {
                if (used > 0) {
                    parts.add(new Part(process, kind, used * MICROS_PER_SECOND / events, used / all));
                }
            });
        });
        parts.sort(Comparator.comparingDouble(Part::micros).reversed());
        return new Profile(parts);
    }
}

package io.hookgate.benchmarks.round;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians over the rounds of one candidate. */
public final class Medians {

    private Medians() {}

    /**
     * The median of a figure over the rounds of this candidate; with an even number of rounds the mean of the middle two.
     *
     * @throws IllegalArgumentException when the candidate has no round
     */
    public static double of(List<RoundResult> rounds, String candidate, ToDoubleFunction<RoundResult> figure) {
        double[] values = rounds.stream()
                .filter(round -> round.candidate().equals(candidate))
                .mapToDouble(figure)
                .sorted()
                .toArray();
        if (values.length == 0) {
            throw new IllegalArgumentException("No round of " + candidate);
        }
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** The median throughput of this candidate, in events per second. */
    public static double throughput(List<RoundResult> rounds, String candidate) {
        return of(rounds, candidate, RoundResult::eventsPerSecond);
    }
}

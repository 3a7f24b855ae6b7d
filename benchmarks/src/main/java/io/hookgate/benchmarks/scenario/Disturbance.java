package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.load.Pace;
import io.hookgate.benchmarks.round.Bench;
import io.hookgate.benchmarks.round.Candidate;
import io.hookgate.benchmarks.round.Medians;
import io.hookgate.benchmarks.round.RoundResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Compares the gateway undisturbed with the gateway disturbed. What disturbs cannot be taken away again between rounds, so
 * the rounds of the two states follow each other; rounds of the bare forwarder among them show whether the machine itself
 * has changed in the meantime.
 */
final class Disturbance {

    private static final String BEFORE = "bare forwarder, before";
    private static final String AFTER = "bare forwarder, after";

    private final List<RoundResult> rounds;
    private final Candidate calm;
    private final Candidate disturbed;

    private Disturbance(List<RoundResult> rounds, Candidate calm, Candidate disturbed) {
        this.rounds = List.copyOf(rounds);
        this.calm = calm;
        this.disturbed = disturbed;
    }

    /** Measures the calm state, then has the other one made, and measures that. */
    static Disturbance measure(Lab lab, Candidate calm, Supplier<Candidate> disturb) {
        Bench bench = lab.bench();
        Pace pace = bench.saturation();
        Candidate before = lab.forwarder().named(BEFORE);
        List<RoundResult> rounds = new ArrayList<>(bench.alternate(List.of(before, calm), pace));
        Candidate disturbed = disturb.get();
        bench.warmUp(disturbed);
        Candidate after = lab.forwarder().named(AFTER);
        rounds.addAll(bench.alternate(List.of(after, disturbed), pace));
        return new Disturbance(rounds, calm, disturbed);
    }

    /** All rounds. */
    List<RoundResult> rounds() {
        return rounds;
    }

    /** The ratio of the throughputs, with what is needed to judge it. */
    List<Finding> findings(double goal, String measure) {
        double without = Medians.throughput(rounds, calm.name());
        double with = Medians.throughput(rounds, disturbed.name());
        double drift = Medians.throughput(rounds, AFTER) / Medians.throughput(rounds, BEFORE);
        return List.of(
                Finding.atLeast(goal, measure, with / without, "×"),
                Finding.told("throughput: " + calm.name(), without, "events/s"),
                Finding.told("throughput: " + disturbed.name(), with, "events/s"),
                Finding.told("bare forwarder, after / before", drift, "×"),
                Finding.told("the ratio with that taken out", with / without / drift, "×"),
                Finding.atMost(0, "accepted events that were lost", Throughput.missing(rounds), "events"));
    }
}

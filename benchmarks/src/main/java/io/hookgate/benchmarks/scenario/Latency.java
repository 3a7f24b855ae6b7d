package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.load.Pace;
import io.hookgate.benchmarks.product.Stage;
import io.hookgate.benchmarks.round.Bench;
import io.hookgate.benchmarks.round.Candidate;
import io.hookgate.benchmarks.round.Medians;
import io.hookgate.benchmarks.round.RoundResult;
import java.util.ArrayList;
import java.util.List;

/** From the request until the delivery, at half of the gateway's highest rate, against the bare forwarder at the same rate. */
final class Latency implements Scenario {

    private static final double SHARE = 0.5;
    private static final double GOAL_MILLIS = 50;

    @Override
    public String id() {
        return "latency";
    }

    @Override
    public String title() {
        return "Latency from request to delivery at half of the highest rate";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public ScenarioResult run(Lab lab) {
        Bench bench = lab.bench();
        Candidate forwarder = lab.forwarder();
        Candidate gateway = lab.gateway();
        double rate = lab.saturation() * SHARE;
        List<Stage> before = gateway.driver().stages();
        List<RoundResult> rounds = bench.alternate(List.of(forwarder, gateway), new Pace.ConstantRate(rate));
        double limit =
                Medians.of(rounds, forwarder.name(), round -> round.delivery().p99());
        double reached =
                Medians.of(rounds, gateway.name(), round -> round.delivery().p99());
        List<Finding> findings = new ArrayList<>(List.of(
                Finding.atMost(GOAL_MILLIS, "p99 of the gateway above the bare forwarder's", reached - limit, "ms"),
                Finding.told("p99 of the gateway", reached, "ms"),
                Finding.told("p99 of the bare forwarder", limit, "ms"),
                Finding.told("median of the gateway", median(rounds, gateway), "ms"),
                Finding.told("median of the bare forwarder", median(rounds, forwarder), "ms"),
                Finding.told(
                        "p99 of the gateway's answers",
                        Medians.of(
                                rounds, gateway.name(), round -> round.answer().p99()),
                        "ms"),
                Finding.told("rate", rate, "events/s"),
                Finding.atMost(0, "accepted events that were lost", Throughput.missing(rounds), "events")));
        findings.addAll(means(before, gateway.driver().stages()));
        return ScenarioResult.of(
                this,
                findings,
                rounds,
                List.of(
                        "Time runs from the moment when the event was due, so that a pause of the product or of the machine"
                                + " counts for every event that was due in it.",
                        "Means are the product's own account of the stages of an event's way; one may hold another."));
    }

    private static List<Finding> means(List<Stage> before, List<Stage> after) {
        List<Finding> means = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            double times = after.get(i).times() - before.get(i).times();
            double seconds = after.get(i).seconds() - before.get(i).seconds();
            means.add(Finding.told("mean: " + after.get(i).name(), seconds * 1000 / Math.max(1, times), "ms"));
        }
        return means;
    }

    private static double median(List<RoundResult> rounds, Candidate candidate) {
        return Medians.of(rounds, candidate.name(), round -> round.delivery().p50());
    }
}

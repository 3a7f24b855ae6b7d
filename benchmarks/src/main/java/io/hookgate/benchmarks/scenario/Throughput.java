package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.machine.ProcessorMeter;
import io.hookgate.benchmarks.round.Bench;
import io.hookgate.benchmarks.round.Candidate;
import io.hookgate.benchmarks.round.Medians;
import io.hookgate.benchmarks.round.RoundResult;
import io.hookgate.benchmarks.round.Sample;
import java.util.ArrayList;
import java.util.List;

/** Events per second accepted, delivered and recorded, against the bare forwarder. */
final class Throughput implements Scenario {

    private static final double GOAL = 0.5;
    private static final double HEAP_GOAL_MEBIBYTES = 512;

    @Override
    public String id() {
        return "throughput";
    }

    @Override
    public String title() {
        return "Throughput against the bare forwarder, one subscription";
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
        List<RoundResult> rounds = bench.alternate(List.of(forwarder, gateway), bench.saturation());
        lab.noteSaturation(rounds);
        double limit = Medians.throughput(rounds, forwarder.name());
        double reached = Medians.throughput(rounds, gateway.name());
        List<Finding> findings = new ArrayList<>(List.of(
                Finding.atLeast(GOAL, "throughput: gateway / bare forwarder", reached / limit, "×"),
                Finding.told("throughput of the bare forwarder", limit, "events/s"),
                Finding.told("throughput of the gateway", reached, "events/s"),
                Finding.told("processor time of the bare forwarder", processorMicros(rounds, forwarder), "µs/event"),
                Finding.told(
                        "processor time of the gateway with its stores", processorMicros(rounds, gateway), "µs/event"),
                Finding.told(
                        "processor time that the goal leaves for an event", left(rounds, gateway, limit), "µs/event"),
                Finding.atMost(0, "accepted events that were lost", missing(rounds), "events")));
        findings.addAll(heap(rounds, gateway));
        return ScenarioResult.of(
                        this,
                        findings,
                        rounds,
                        List.of(
                                "The goal leaves what the machine used in all, less what load generator and receiver needed for an event.",
                                "Events are counted when accepted, delivered and recorded; time runs until the last of them is recorded.",
                                "The forwarder answers after the receiver has answered; the gateway answers when the event is stored."))
                .with(Profile.of(rounds, gateway.name()));
    }

    /** For an event, when the machine does as much as it did and the goal is just reached. */
    private static double left(List<RoundResult> rounds, Candidate gateway, double limit) {
        return Medians.of(rounds, gateway.name(), round -> {
            double all = round.processorSeconds().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            double harness = harnessSeconds(round);
            return (all / round.wallSeconds() / (GOAL * limit) - harness / Math.max(1, round.delivered())) * 1_000_000;
        });
    }

    private static double harnessSeconds(RoundResult round) {
        return round.processorSeconds().getOrDefault(Bench.LOAD_GENERATOR, 0.0)
                + round.processorSeconds().getOrDefault(Bench.RECEIVER, 0.0)
                + round.processorSeconds().getOrDefault(ProcessorMeter.REST_OF_HARNESS, 0.0);
    }

    /** What the product's own processes use for one event; load generator and receiver are not in it. */
    static double processorMicros(List<RoundResult> rounds, Candidate candidate) {
        List<String> groups = candidate.driver().processes().stream()
                .map(group -> group.name())
                .toList();
        return Medians.of(
                rounds,
                candidate.name(),
                round -> round.processorSeconds().entrySet().stream()
                                .filter(part -> groups.contains(part.getKey()))
                                .mapToDouble(part -> part.getValue())
                                .sum()
                        * 1_000_000
                        / Math.max(1, round.delivered()));
    }

    static double missing(List<RoundResult> rounds) {
        return rounds.stream().mapToLong(RoundResult::missing).sum();
    }

    private static List<Finding> heap(List<RoundResult> rounds, Candidate gateway) {
        List<Sample.MemoryUse> uses = MemoryFindings.uses(rounds, gateway.name());
        return uses.isEmpty() ? List.of() : MemoryFindings.highest(uses, HEAP_GOAL_MEBIBYTES);
    }
}

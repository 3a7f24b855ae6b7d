package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.load.Pace;
import io.hookgate.benchmarks.round.Bench;
import io.hookgate.benchmarks.round.Candidate;
import io.hookgate.benchmarks.round.RoundResult;
import io.hookgate.benchmarks.round.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Ten minutes at 80 % of saturation: memory, latency and lag stay flat, and nothing is lost. */
final class Endurance implements Scenario {

    private static final double SHARE = 0.8;
    private static final double HEAP_GOAL_MEBIBYTES = 512;
    private static final double GROWTH_GOAL = 1.25;
    private static final int PARTS = 4;

    @Override
    public String id() {
        return "endurance";
    }

    @Override
    public String title() {
        return "Endurance at 80 % of the highest rate";
    }

    @Override
    public ScenarioResult run(Lab lab) {
        Bench bench = lab.bench();
        Candidate gateway = lab.gateway();
        double rate = lab.saturation() * SHARE;
        RoundResult round = bench.measure(
                gateway.named("endurance"),
                new Pace.ConstantRate(rate),
                Duration.ofSeconds(bench.settings().soakSeconds()));
        List<Finding> findings = new ArrayList<>(List.of(
                Finding.atMost(0, "accepted events that were lost", (double) round.missing(), "events"),
                Finding.atMost(
                        GROWTH_GOAL, "median latency: last quarter / second quarter", growth(round, Sample::p50), "×"),
                Finding.atMost(
                        GROWTH_GOAL, "heap after collection: last quarter / second quarter", heapGrowth(round), "×"),
                Finding.told("backlog in the last quarter", quarter(round.samples(), 3, Sample::backlog), "events"),
                Finding.told("p99 of the whole time", round.delivery().p99(), "ms"),
                Finding.told("rate", rate, "events/s"),
                Finding.told("duration", round.sendingSeconds(), "s")));
        List<Sample.MemoryUse> uses = MemoryFindings.uses(List.of(round), "endurance");
        findings.addAll(MemoryFindings.highest(uses, HEAP_GOAL_MEBIBYTES));
        return ScenarioResult.of(
                this,
                findings,
                List.of(round),
                List.of("The first quarter is left out of comparisons: caches fill in it."));
    }

    private static double heapGrowth(RoundResult round) {
        List<Sample> withMemory = round.samples().stream()
                .filter(sample -> sample.memory() != null)
                .toList();
        ToDoubleFunction<Sample> heap =
                sample -> Objects.requireNonNull(sample.memory()).heapAfterCollection();
        return ratio(quarter(withMemory, 3, heap), quarter(withMemory, 1, heap));
    }

    private static double growth(RoundResult round, ToDoubleFunction<Sample> figure) {
        return ratio(quarter(round.samples(), 3, figure), quarter(round.samples(), 1, figure));
    }

    /** The median of a quarter of the samples, from 0. */
    private static double quarter(List<Sample> samples, int number, ToDoubleFunction<Sample> figure) {
        int size = samples.size();
        double[] values = samples.subList(size * number / PARTS, size * (number + 1) / PARTS).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        return values.length == 0 ? 0 : values[values.length / 2];
    }

    private static double ratio(double last, double first) {
        return first == 0 ? 0 : last / first;
    }
}

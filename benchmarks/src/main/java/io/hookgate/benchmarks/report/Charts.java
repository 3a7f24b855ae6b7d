package io.hookgate.benchmarks.report;

import io.hookgate.benchmarks.event.LatencySummary;
import io.hookgate.benchmarks.machine.ProcessorMeter;
import io.hookgate.benchmarks.round.Medians;
import io.hookgate.benchmarks.round.RoundResult;
import io.hookgate.benchmarks.round.Sample;
import io.hookgate.benchmarks.scenario.ScenarioResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Draws what a scenario's rounds show. */
final class Charts {

    private static final double MICROS_PER_SECOND = 1_000_000;
    private static final double MEBIBYTE = 1 << 20;

    private final ScenarioResult scenario;
    private final List<String> candidates;

    private Charts(ScenarioResult scenario) {
        this.scenario = scenario;
        this.candidates = scenario.rounds().stream()
                .map(RoundResult::candidate)
                .distinct()
                .toList();
    }

    /** The charts of a scenario as SVG, by file name; none when it has no rounds. */
    static Map<String, String> of(ScenarioResult scenario) {
        Map<String, String> charts = new LinkedHashMap<>();
        if (scenario.rounds().isEmpty()) {
            return charts;
        }
        Charts drawing = new Charts(scenario);
        charts.put(scenario.id() + "-throughput.svg", drawing.throughput().svg());
        charts.put(scenario.id() + "-latency.svg", drawing.latency().svg());
        charts.put(scenario.id() + "-processor.svg", drawing.processor().svg());
        RoundResult last = scenario.rounds().get(scenario.rounds().size() - 1);
        charts.put(scenario.id() + "-over-time.svg", overTime(last).svg());
        if (memory(last).size() > 1) {
            charts.put(scenario.id() + "-memory.svg", memoryOverTime(last).svg());
        }
        return charts;
    }

    private BarChart throughput() {
        return BarChart.simple(
                "Accepted, delivered and recorded, events/s (median of rounds)",
                candidates.stream()
                        .map(candidate ->
                                new BarChart.Bar(candidate, List.of(Medians.throughput(scenario.rounds(), candidate))))
                        .toList());
    }

    private BarChart latency() {
        return BarChart.simple(
                "From request to delivery, ms (median of rounds)",
                candidates.stream()
                        .flatMap(candidate -> Stream.of(
                                latency(candidate, "median", LatencySummary::p50),
                                latency(candidate, "p99", LatencySummary::p99),
                                latency(candidate, "p99.9", LatencySummary::p999)))
                        .toList());
    }

    private BarChart.Bar latency(String candidate, String name, ToDoubleFunction<LatencySummary> figure) {
        double value = Medians.of(scenario.rounds(), candidate, round -> figure.applyAsDouble(round.delivery()));
        return new BarChart.Bar(candidate + ", " + name, List.of(value));
    }

    private BarChart processor() {
        List<String> parts = scenario.rounds().stream()
                .flatMap(round -> round.processorSeconds().keySet().stream())
                .distinct()
                .filter(part -> !part.equals(ProcessorMeter.OTHERS))
                .toList();
        return new BarChart(
                "Processor time, µs/event (median of rounds)",
                parts,
                candidates.stream()
                        .map(candidate -> new BarChart.Bar(
                                candidate,
                                parts.stream()
                                        .map(part -> micros(candidate, part))
                                        .toList()))
                        .toList());
    }

    private double micros(String candidate, String part) {
        return Medians.of(
                scenario.rounds(),
                candidate,
                round -> round.processorSeconds().getOrDefault(part, 0.0)
                        * MICROS_PER_SECOND
                        / Math.max(1, round.delivered()));
    }

    private static LineChart overTime(RoundResult round) {
        return new LineChart(
                "Latency over time, ms: " + round.candidate(),
                List.of(line("median", round.samples(), Sample::p50), line("p99", round.samples(), Sample::p99)));
    }

    private static LineChart memoryOverTime(RoundResult round) {
        List<Sample> samples = memory(round);
        List<String> groups = samples.stream()
                .flatMap(sample -> use(sample).residentBytes().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        return new LineChart(
                "Memory over time, MiB: " + round.candidate(),
                Stream.concat(
                                Stream.of(line(
                                        "heap after collection",
                                        samples,
                                        sample -> use(sample).heapAfterCollection() / MEBIBYTE)),
                                groups.stream()
                                        .map(group -> line(
                                                group,
                                                samples,
                                                sample -> use(sample)
                                                                .residentBytes()
                                                                .getOrDefault(group, 0L)
                                                        / MEBIBYTE)))
                        .toList());
    }

    private static LineChart.Line line(String name, List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return new LineChart.Line(
                name,
                samples.stream()
                        .map(sample -> new LineChart.Point(sample.second(), figure.applyAsDouble(sample)))
                        .toList());
    }

    private static List<Sample> memory(RoundResult round) {
        return round.samples().stream()
                .filter(sample -> sample.memory() != null)
                .toList();
    }

    private static Sample.MemoryUse use(Sample sample) {
        return Objects.requireNonNull(sample.memory());
    }
}

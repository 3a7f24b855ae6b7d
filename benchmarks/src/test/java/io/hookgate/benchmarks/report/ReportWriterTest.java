package io.hookgate.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.benchmarks.event.LatencySummary;
import io.hookgate.benchmarks.machine.Machine;
import io.hookgate.benchmarks.machine.ProcessorMeter;
import io.hookgate.benchmarks.round.RoundResult;
import io.hookgate.benchmarks.round.Sample;
import io.hookgate.benchmarks.round.Settings;
import io.hookgate.benchmarks.scenario.Finding;
import io.hookgate.benchmarks.scenario.Profile;
import io.hookgate.benchmarks.scenario.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

    private static final Machine MACHINE = new Machine("Processor <X> & Co", 2, 4096, "VM 17", "Linux", 0.1);

    @TempDir
    private Path directory;

    @Test
    void writesFiguresAsJson() throws IOException {
        ReportWriter.write(report(measured(0.0)), directory);

        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("results.json").toFile());
        assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
        assertThat(json.at("/scenarios/0/findings/0/value").asDouble()).isEqualTo(0.61);
        assertThat(json.at("/scenarios/0/findings/0/goal/bound").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/scenarios/0/rounds/1/delivery/p99").asDouble()).isEqualTo(9.0);
        assertThat(json.at("/scenarios/0/rounds/1/samples/0/memory/heapMax").asLong())
                .isEqualTo(512L << 20);
    }

    @Test
    void showsGoalsWithTheirVerdictFirst() {
        String markdown = MarkdownReport.of(report(measured(0.0)));

        assertThat(markdown)
                .contains("Processor <X> & Co, 2 cores, 4,096 MiB")
                .contains("| throughput ratio | 0.61 × | ≥ 0.50 × | reached |")
                .contains("| p99 above | 61.5 ms | ≤ 50 ms | MISSED |")
                .contains("| told | 12,345 events/s |  |  |")
                .contains(
                        "| gateway | saturation | 5,000 | 10,000 | 9,990 | 10 | 3 | 202: 9,999, 503: 1 | 2.0 / 9.0 / 20 | 4 |")
                .contains("| gateway | 0.50 | 1.00 | 0.00 | 1.50 |")
                .doesNotContain("Disturbed");
        assertThat(markdown.indexOf("throughput ratio")).isLessThan(markdown.indexOf("told"));
    }

    @Test
    void showsWhereTheTimeGoesWhenAGoalIsMissed() {
        assertThat(MarkdownReport.goals(report(measured(0.0)))).contains("| gateway | C2 CompilerThre | 123 | 25 % |");
        assertThat(MarkdownReport.of(report(measured(0.0)))).contains("| gateway | C2 CompilerThre | 123 | 25 % |");
    }

    @Test
    void saysThatOthersWereAtWork() {
        assertThat(MarkdownReport.of(report(measured(0.8)))).contains("**Disturbed:**", "0.40 cores");
    }

    @Test
    void saysWhatWasNotMeasuredAndWhy() {
        ScenarioResult failed = new ScenarioResult(
                "x", "A scenario", List.of(), List.of(), List.of(), null, "the gateway did not start");

        String markdown = MarkdownReport.of(report(failed));

        assertThat(markdown)
                .contains("| A scenario | | | NOT MEASURED |")
                .contains("Not measured: the gateway did not start");
    }

    @Test
    void drawsChartsThatAreWellFormed() throws Exception {
        ReportWriter.write(report(measured(0.0)), directory);

        List<Path> charts;
        try (Stream<Path> files = Files.list(directory)) {
            charts = files.filter(file -> file.toString().endsWith(".svg")).toList();
        }
        assertThat(charts)
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "t-throughput.svg", "t-latency.svg", "t-processor.svg", "t-over-time.svg", "t-memory.svg");
        for (Path chart : charts) {
            var document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile());
            assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        }
        assertThat(directory.resolve("t-throughput.svg")).content().contains("5,000", "bare &lt;forwarder&gt;");
    }

    private static Report report(ScenarioResult scenario) {
        return new Report(
                "hookgate",
                "benchmarks/run",
                "2030-01-01T00:00:00Z",
                MACHINE,
                Settings.quick(),
                Map.of(),
                List.of(scenario));
    }

    private static ScenarioResult measured(double otherSeconds) {
        return new ScenarioResult(
                "t",
                "Throughput",
                List.of(
                        Finding.atLeast(0.5, "throughput ratio", 0.61, "×"),
                        Finding.atMost(50, "p99 above", 61.52, "ms"),
                        Finding.told("told", 12_345, "events/s")),
                List.of(round("bare <forwarder>", 9_000, otherSeconds), round("gateway", 5_000, otherSeconds)),
                List.of("A note."),
                new Profile(List.of(new Profile.Part("gateway", "C2 CompilerThre", 123.4, 0.25))),
                null);
    }

    private static RoundResult round(String candidate, double perSecond, double otherSeconds) {
        Sample.MemoryUse memory = new Sample.MemoryUse(100L << 20, 512L << 20, Map.of("gateway", 300L << 20));
        return new RoundResult(
                candidate,
                "saturation",
                1.9,
                2,
                10_000,
                Map.of("503", 1L, "202", 9_999L),
                9_999,
                10_000,
                9_990,
                9_990,
                10,
                3,
                0,
                perSecond,
                new LatencySummary(9_990, 3, 2, 5, 9, 15, 20),
                new LatencySummary(9_999, 1, 1, 2, 3, 4, 5),
                4,
                cpu(otherSeconds),
                Map.of(),
                List.of(new Sample(1, 5_000, 4_900, 100, 2, 9, memory), new Sample(2, 9_999, 9_990, 0, 2, 9, memory)));
    }

    private static Map<String, Double> cpu(double otherSeconds) {
        Map<String, Double> seconds = new java.util.LinkedHashMap<>();
        seconds.put("load generator", 1.0);
        seconds.put("gateway", 2.0);
        seconds.put(ProcessorMeter.OTHERS, otherSeconds);
        return seconds;
    }
}

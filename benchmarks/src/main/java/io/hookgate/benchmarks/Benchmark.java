package io.hookgate.benchmarks;

import io.hookgate.benchmarks.machine.Machine;
import io.hookgate.benchmarks.product.ForwarderProduct;
import io.hookgate.benchmarks.product.GatewayProduct;
import io.hookgate.benchmarks.product.ProductSetup;
import io.hookgate.benchmarks.report.Report;
import io.hookgate.benchmarks.report.ReportWriter;
import io.hookgate.benchmarks.round.Bench;
import io.hookgate.benchmarks.round.Progress;
import io.hookgate.benchmarks.scenario.Lab;
import io.hookgate.benchmarks.scenario.Scenario;
import io.hookgate.benchmarks.scenario.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The end-to-end harness: measures a gateway against a bare forwarder, and writes a report. */
public final class Benchmark {

    private static final int USAGE_ERROR = 2;

    private final CommandLine commandLine;
    private final String command;
    private final Path directory;
    private final Progress progress = new Progress(System.out, Boolean.getBoolean("benchmarks.terminal"));

    private Benchmark(CommandLine commandLine, String command, Path directory) {
        this.commandLine = commandLine;
        this.command = command;
        this.directory = directory;
    }

    /** Measures what the arguments ask for; see {@link CommandLine#USAGE}. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(CommandLine.USAGE);
            return;
        }
        try {
            CommandLine commandLine = CommandLine.parse(List.of(arguments));
            String time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss")
                    .withZone(ZoneOffset.UTC)
                    .format(Instant.now());
            new Benchmark(commandLine, command(arguments), commandLine.results().resolve(time)).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(CommandLine.USAGE);
            System.exit(USAGE_ERROR);
        }
    }

    private static String command(String[] arguments) {
        return "benchmarks/run " + String.join(" ", arguments).replaceAll("\\bkey=\\S+", "key=…");
    }

    @SuppressWarnings("SystemOut")
    private void run() throws IOException {
        Machine machine = Machine.here();
        Instant started = Instant.now();
        Files.createDirectories(directory);
        progress.heading("Measuring " + commandLine.product() + " on " + machine.processor() + ", " + machine.cores()
                + " cores; results go to " + directory);
        List<ScenarioResult> results = new ArrayList<>();
        try (Bench bench = Bench.start(commandLine.settings(), progress);
                Lab lab = lab(bench)) {
            for (Scenario scenario : commandLine.scenarios()) {
                progress.heading(scenario.title());
                results.add(measure(scenario, lab));
                ReportWriter.write(report(machine, started, results), directory);
            }
        }
        deleteData();
        progress.heading("Measured; the report is " + directory.resolve("report.md"));
        System.out.println();
        System.out.print(ReportWriter.goals(report(machine, started, results)));
    }

    private ScenarioResult measure(Scenario scenario, Lab lab) {
        try {
            ScenarioResult result = scenario.run(lab);
            result.findings()
                    .forEach(finding -> progress.line(String.format(
                            "%-58s %16s  %-14s %s",
                            finding.measure(), finding.valueText(), finding.goalText(), finding.verdict())));
            return result;
        } catch (RuntimeException e) {
            // One scenario that fails must not take the figures of the others with it.
            progress.line("Not measured: " + e);
            return ScenarioResult.failed(scenario, e.toString());
        }
    }

    private Lab lab(Bench bench) {
        GatewayProduct product = product(commandLine.product());
        return new Lab(
                bench,
                name -> new ForwarderProduct().driver(setup(bench, name)),
                name -> product.driver(setup(bench, name)));
    }

    private ProductSetup setup(Bench bench, String name) {
        return new ProductSetup(
                bench.receiver().address(),
                commandLine.settings().connections(),
                data().resolve(name),
                directory.resolve("logs").resolve(name + ".log"),
                commandLine.options());
    }

    private Path data() {
        return directory.resolve("data");
    }

    private void deleteData() throws IOException {
        if (!Files.exists(data())) {
            return;
        }
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Report report(Machine machine, Instant started, List<ScenarioResult> results) {
        TreeMap<String, String> options = new TreeMap<>(commandLine.options());
        options.remove("key");
        return new Report(
                commandLine.product(), command, started.toString(), machine, commandLine.settings(), options, results);
    }

    private static GatewayProduct product(String id) {
        return StreamSupport.stream(ServiceLoader.load(GatewayProduct.class).spliterator(), false)
                .filter(product -> product.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no driver for " + id));
    }
}

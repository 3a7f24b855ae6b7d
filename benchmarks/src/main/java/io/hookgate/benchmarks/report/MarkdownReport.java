package io.hookgate.benchmarks.report;

import io.hookgate.benchmarks.machine.Machine;
import io.hookgate.benchmarks.machine.ProcessorMeter;
import io.hookgate.benchmarks.round.RoundResult;
import io.hookgate.benchmarks.scenario.Finding;
import io.hookgate.benchmarks.scenario.Profile;
import io.hookgate.benchmarks.scenario.ScenarioResult;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people to read. */
final class MarkdownReport {

    private static final double DISTURBED_FROM_CORES = 0.15;

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(Report report) {
        this.report = report;
    }

    /** Writes the whole report. */
    static String of(Report report) {
        MarkdownReport markdown = new MarkdownReport(report);
        markdown.head();
        markdown.disturbance();
        markdown.goals();
        report.scenarios().forEach(markdown::scenario);
        return markdown.text.toString();
    }

    /** The table of the figures that have a goal. */
    static String goals(Report report) {
        MarkdownReport markdown = new MarkdownReport(report);
        markdown.disturbance();
        markdown.goals();
        report.scenarios().stream().filter(ScenarioResult::missed).forEach(markdown::profile);
        return markdown.text.toString();
    }

    private void head() {
        Machine machine = report.machine();
        line("# Measured: " + report.product());
        line("");
        line("- " + report.startedAt() + ", `" + report.command() + "`");
        line(format(
                "- %s, %d cores, %,d MiB; %s; %s; load average before: %.2f",
                machine.processor(),
                machine.cores(),
                machine.memoryMebibytes(),
                machine.java(),
                machine.operatingSystem(),
                machine.loadAverage()));
        line(format(
                "- %,d bytes an event, %d connections, %d rounds of %d s a candidate in turn after a warm-up of %d s,"
                        + " backlog in saturation at most %,d",
                report.settings().eventBytes(),
                report.settings().connections(),
                report.settings().rounds(),
                report.settings().roundSeconds(),
                report.settings().warmUpSeconds(),
                report.settings().backlog()));
        line(
                "- Load generator, receiver, product, broker and database share this machine; ratios say more than figures.");
        line("");
    }

    /** Says when something else was at work: then the figures are worth little, and the reader must know. */
    private void disturbance() {
        double highest = report.scenarios().stream()
                .flatMap(scenario -> scenario.rounds().stream())
                .mapToDouble(round -> cores(round, ProcessorMeter.OTHERS))
                .max()
                .orElse(0);
        if (highest > DISTURBED_FROM_CORES) {
            line(format(
                    "**Disturbed:** other processes of this machine used up to %.2f cores during a round; measure again on a"
                            + " quiet machine.",
                    highest));
            line("");
        }
    }

    private void goals() {
        line("| measure | measured | goal | |");
        line("|---|---:|---:|---|");
        report.scenarios().stream()
                .flatMap(scenario -> scenario.findings().stream())
                .filter(finding -> finding.goal() != null)
                .forEach(this::row);
        report.scenarios().stream()
                .filter(scenario -> scenario.failure() != null)
                .forEach(scenario -> line("| " + scenario.title() + " | | | NOT MEASURED |"));
        line("");
    }

    private void scenario(ScenarioResult scenario) {
        line("## " + scenario.title());
        line("");
        if (scenario.failure() != null) {
            line("Not measured: " + scenario.failure());
            line("");
            return;
        }
        line("| figure | measured | goal | |");
        line("|---|---:|---:|---|");
        scenario.findings().forEach(this::row);
        line("");
        scenario.notes().forEach(note -> line("- " + note));
        line("");
        if (!scenario.rounds().isEmpty()) {
            rounds(scenario.rounds());
            profile(scenario);
            Charts.of(scenario).keySet().forEach(file -> line("![](" + file + ")"));
            line("");
        }
    }

    private void row(Finding finding) {
        line("| " + finding.measure() + " | " + finding.valueText() + " | " + finding.goalText() + " | "
                + finding.verdict() + " |");
    }

    private void rounds(List<RoundResult> rounds) {
        line(
                "| round | pace | events/s | sent | delivered | missing | repeats | answers | delivery p50 / p99 / max ms |"
                        + " latest request ms |");
        line("|---|---|---:|---:|---:|---:|---:|---|---:|---:|");
        rounds.forEach(round -> line(format(
                "| %s | %s | %,.0f | %,d | %,d | %,d | %,d | %s | %.1f / %.1f / %.0f | %.0f |",
                round.candidate(),
                round.pace(),
                round.eventsPerSecond(),
                round.sent(),
                round.delivered(),
                round.missing(),
                round.repeats(),
                answers(round),
                round.delivery().p50(),
                round.delivery().p99(),
                round.delivery().max(),
                round.latestMillis())));
        line("");
        processor(rounds);
    }

    private void processor(List<RoundResult> rounds) {
        List<String> parts = rounds.stream()
                .map(round -> round.processorSeconds().keySet())
                .flatMap(Collection::stream)
                .distinct()
                .sorted(Comparator.comparing(ProcessorMeter.OTHERS::equals))
                .toList();
        line("Cores in use while a round ran:");
        line("");
        line("| round | " + String.join(" | ", parts) + " | all |");
        line("|---|" + "---:|".repeat(parts.size() + 1));
        for (RoundResult round : rounds) {
            String cells = parts.stream()
                    .map(part -> cores(round, part))
                    .map(cores -> format("%.2f", cores))
                    .collect(Collectors.joining(" | "));
            double all = parts.stream().mapToDouble(part -> cores(round, part)).sum();
            line("| " + round.candidate() + " | " + cells + " | " + format("%.2f", all) + " |");
        }
        line("");
    }

    private void profile(ScenarioResult scenario) {
        Profile profile = scenario.profile();
        if (profile == null || profile.parts().isEmpty()) {
            return;
        }
        line("Where the processor time of an event goes, " + report.product() + ":");
        line("");
        line("| process | threads | µs/event | share |");
        line("|---|---|---:|---:|");
        profile.parts()
                .forEach(part -> line(format(
                        "| %s | %s | %.0f | %.0f %% |",
                        part.process(), part.threads(), part.micros(), part.share() * 100)));
        line("");
    }

    private static double cores(RoundResult round, String part) {
        return round.processorSeconds().getOrDefault(part, 0.0) / round.wallSeconds();
    }

    private static String answers(RoundResult round) {
        return round.answers().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(answer -> answer.getKey() + ": " + format("%,d", answer.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}

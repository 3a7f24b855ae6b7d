package io.hookgate.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.hookgate.benchmarks.scenario.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes reports into a directory: {@code results.json}, {@code report.md} and the charts. */
public final class ReportWriter {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportWriter() {}

    /** Writes everything; what stands there already is replaced. Returns the Markdown file. */
    public static Path write(Report report, Path directory) throws IOException {
        Files.createDirectories(directory);
        JSON.writeValue(directory.resolve("results.json").toFile(), report);
        for (ScenarioResult scenario : report.scenarios()) {
            for (Map.Entry<String, String> chart : Charts.of(scenario).entrySet()) {
                Files.writeString(directory.resolve(chart.getKey()), chart.getValue());
            }
        }
        return Files.writeString(directory.resolve("report.md"), MarkdownReport.of(report));
    }

    /** The table of the figures that have a goal, in Markdown. */
    public static String goals(Report report) {
        return MarkdownReport.goals(report);
    }
}

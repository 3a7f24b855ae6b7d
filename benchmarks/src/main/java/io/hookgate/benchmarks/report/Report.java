package io.hookgate.benchmarks.report;

import io.hookgate.benchmarks.machine.Machine;
import io.hookgate.benchmarks.round.Settings;
import io.hookgate.benchmarks.scenario.ScenarioResult;
import java.util.List;
import java.util.Map;

/**
 * Everything that a measurement showed.
 *
 * @param product what was measured
 * @param command the command line that measured it
 * @param startedAt RFC 3339, UTC
 * @param options given to the product's driver by name, without secrets
 */
public record Report(
        String product,
        String command,
        String startedAt,
        Machine machine,
        Settings settings,
        Map<String, String> options,
        List<ScenarioResult> scenarios) {

    /** Copies the collections. */
    public Report {
        options = Map.copyOf(options);
        scenarios = List.copyOf(scenarios);
    }
}

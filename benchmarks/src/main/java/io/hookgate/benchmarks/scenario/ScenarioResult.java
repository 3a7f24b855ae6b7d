package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.round.RoundResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario showed.
 *
 * @param findings its figures, the most important first
 * @param rounds what they were computed from
 * @param notes what one must know to read them
 * @param profile where the processor time went; {@code null} when that is not the question
 * @param failure why there are no figures; {@code null} when there are
 */
public record ScenarioResult(
        String id,
        String title,
        List<Finding> findings,
        List<RoundResult> rounds,
        List<String> notes,
        @Nullable Profile profile,
        @Nullable String failure) {

    /** Copies the lists. */
    public ScenarioResult {
        findings = List.copyOf(findings);
        rounds = List.copyOf(rounds);
        notes = List.copyOf(notes);
    }

    /** A scenario that could be measured. */
    public static ScenarioResult of(
            Scenario scenario, List<Finding> findings, List<RoundResult> rounds, List<String> notes) {
        return new ScenarioResult(scenario.id(), scenario.title(), findings, rounds, notes, null, null);
    }

    /** A scenario that could not. */
    public static ScenarioResult failed(Scenario scenario, String reason) {
        return new ScenarioResult(scenario.id(), scenario.title(), List.of(), List.of(), List.of(), null, reason);
    }

    /** The same with a profile. */
    ScenarioResult with(Profile added) {
        return new ScenarioResult(id, title, findings, rounds, notes, added, failure);
    }

    /** Whether a goal was missed. */
    public boolean missed() {
        return findings.stream()
                .anyMatch(finding -> finding.goal() != null && !finding.goal().reachedBy(finding.value()));
    }
}

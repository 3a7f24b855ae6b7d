package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.round.RoundResult;
import io.hookgate.benchmarks.round.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What samples of memory say. */
final class MemoryFindings {

    private static final double MEBIBYTE = 1 << 20;

    private MemoryFindings() {}

    /** The samples of memory in the rounds of a candidate. */
    static List<Sample.MemoryUse> uses(List<RoundResult> rounds, String candidate) {
        return rounds.stream()
                .filter(round -> round.candidate().equals(candidate))
                .flatMap(round -> round.samples().stream())
                .map(Sample::memory)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The most that was held: the heap of the serving JVM, its limit, and each group of processes. */
    static List<Finding> highest(List<Sample.MemoryUse> uses, double heapGoalMebibytes) {
        List<Finding> findings = new ArrayList<>();
        double limit = uses.stream().mapToLong(Sample.MemoryUse::heapMax).max().orElse(0) / MEBIBYTE;
        double heap = uses.stream()
                        .mapToLong(Sample.MemoryUse::heapAfterCollection)
                        .max()
                        .orElse(0)
                / MEBIBYTE;
        if (limit > 0) {
            findings.add(Finding.atMost(heapGoalMebibytes, "heap limit of the gateway", limit, "MiB"));
            findings.add(Finding.told("heap after collection, at the most", heap, "MiB"));
        }
        Map<String, Long> groups = new LinkedHashMap<>();
        uses.forEach(use -> use.residentBytes().forEach((group, bytes) -> groups.merge(group, bytes, Math::max)));
        groups.forEach((group, bytes) -> findings.add(Finding.told("resident: " + group, bytes / MEBIBYTE, "MiB")));
        return findings;
    }
}

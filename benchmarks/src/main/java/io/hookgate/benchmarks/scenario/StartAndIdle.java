package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.machine.ProcessorMeter;
import io.hookgate.benchmarks.product.GatewayDriver;
import io.hookgate.benchmarks.product.ProductException;
import io.hookgate.benchmarks.round.MemoryWatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How long the product takes to start, and what it uses when nothing happens. */
final class StartAndIdle implements Scenario {

    private static final double GOAL_SECONDS = 20;
    private static final int STARTS = 3;
    private static final long SETTLE_SECONDS = 10;
    private static final long IDLE_SECONDS = 20;
    private static final long LONGEST_START_SECONDS = 180;
    private static final double QUIET_CORES = 0.5;
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double MEBIBYTE = 1 << 20;

    @Override
    public String id() {
        return "start";
    }

    @Override
    public String title() {
        return "Start, and what it costs to do nothing";
    }

    @Override
    public ScenarioResult run(Lab lab) {
        List<Finding> findings = new ArrayList<>();
        try (GatewayDriver first = lab.anotherGateway("start")) {
            findings.add(Finding.told("start with an empty data directory", seconds(first), "s"));
        }
        double[] later = new double[STARTS];
        for (int start = 0; start < STARTS; start++) {
            try (GatewayDriver driver = lab.anotherGateway("start")) {
                later[start] = seconds(driver);
                if (start == STARTS - 1) {
                    findings.addAll(idle(driver));
                }
            }
        }
        findings.addAll(withPages(lab, findings));
        Arrays.sort(later);
        findings.add(0, Finding.atMost(GOAL_SECONDS, "start", later[STARTS / 2], "s"));
        return ScenarioResult.of(
                this,
                findings,
                List.of(),
                List.of("Until the readiness probe answers 200, median of " + STARTS + " starts."));
    }

    /** What else runs when pages are served, such as the server that people sign in at. */
    private static List<Finding> withPages(Lab lab, List<Finding> known) {
        try (GatewayDriver driver = lab.anotherGateway("start")) {
            driver.startWithPages();
            awaitQuiet(driver);
            Set<String> measures = known.stream().map(Finding::measure).collect(Collectors.toSet());
            return idle(driver).stream()
                    .filter(finding -> !measures.contains(finding.measure()))
                    .toList();
        }
    }

    /** Waits until what starts beside the product is there, which nothing else waits for. */
    private static void awaitQuiet(GatewayDriver driver) {
        ProcessorMeter meter = new ProcessorMeter(Map.of(), driver::processes);
        Map<String, Double> before = meter.read();
        for (long waited = 0; waited < LONGEST_START_SECONDS; waited += SETTLE_SECONDS) {
            pause(SETTLE_SECONDS);
            Map<String, Double> after = meter.read();
            double used = products(ProcessorMeter.between(before, after)).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            if (used < QUIET_CORES * SETTLE_SECONDS) {
                return;
            }
            before = after;
        }
    }

    private static Map<String, Double> products(Map<String, Double> used) {
        used.keySet().removeAll(Set.of(ProcessorMeter.REST_OF_HARNESS, ProcessorMeter.OTHERS));
        return used;
    }

    private static double seconds(GatewayDriver driver) {
        return driver.start().toMillis() / MILLIS_PER_SECOND;
    }

    private static List<Finding> idle(GatewayDriver driver) {
        List<Finding> findings = new ArrayList<>();
        ProcessorMeter meter = new ProcessorMeter(Map.of(), driver::processes);
        pause(SETTLE_SECONDS);
        Map<String, Double> before = meter.read();
        pause(IDLE_SECONDS);
        Map<String, Double> used = products(ProcessorMeter.between(before, meter.read()));
        used.forEach((group, seconds) ->
                findings.add(Finding.told("idle: " + group, seconds * 100 / IDLE_SECONDS, "% of a core")));
        try (MemoryWatch memory = MemoryWatch.of(driver)) {
            var use = memory.readCollected();
            findings.add(Finding.told("idle: heap of the gateway", use.heapAfterCollection() / MEBIBYTE, "MiB"));
            use.residentBytes()
                    .forEach((group, bytes) ->
                            findings.add(Finding.told("idle, resident: " + group, bytes / MEBIBYTE, "MiB")));
        }
        return findings;
    }

    private static void pause(long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException("Interrupted", e);
        }
    }
}

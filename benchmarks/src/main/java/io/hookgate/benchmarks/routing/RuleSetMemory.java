package io.hookgate.benchmarks.routing;

import io.hookgate.routing.InvalidPatternException;
import io.hookgate.routing.Pattern;
import io.hookgate.routing.RuleSet;

/** Prints how much memory one rule takes among 100,000, its pattern included, for each kind of rule. */
public final class RuleSetMemory {
    private static final int RULES = 100_000;
    private static final int COLLECTIONS = 4;

    private RuleSetMemory() {}

    /** Needs about 1 GiB of heap; takes no arguments. */
    public static void main(String[] arguments) throws InvalidPatternException {
        for (Workload workload : Workload.values()) {
            System.out.printf("%-14s %5d bytes%n", workload, bytesPerRule(workload));
        }
    }

    private static long bytesPerRule(Workload workload) throws InvalidPatternException {
        long before = used();
        RuleSet<Integer> rules = new RuleSet<>();
        for (int number = 0; number < RULES; number++) {
            rules.put(number, Pattern.parse(workload.pattern(number)));
        }
        long after = used();
        return (after - before) / rules.size();
    }

    private static long used() {
        for (int count = 0; count < COLLECTIONS; count++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

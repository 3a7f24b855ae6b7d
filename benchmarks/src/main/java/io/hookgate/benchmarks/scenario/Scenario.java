package io.hookgate.benchmarks.scenario;

/** A question that is answered by measuring. */
public interface Scenario {

    /** Its name on the command line, for instance {@code throughput}. */
    String id();

    /** What it asks, in a few words. */
    String title();

    /** Whether the quick form asks it. */
    default boolean quick() {
        return false;
    }

    /** Whether the full form asks it; others are asked only by name. */
    default boolean full() {
        return true;
    }

    /** Measures. */
    ScenarioResult run(Lab lab);
}

package io.hookgate.benchmarks.scenario;

import java.util.List;

/** All scenarios, in the order in which they run: later ones use what earlier ones found. */
public final class Scenarios {

    private static final List<Scenario> ALL = List.of(
            new StartAndIdle(),
            new Throughput(),
            new Latency(),
            new Endurance(),
            TroubledEndpoints.slow(),
            TroubledEndpoints.failing(),
            TroubledEndpoints.hanging(),
            new ManySubscriptions(),
            new WaitingRetries(),
            new Pages(),
            new Fuzz());

    private Scenarios() {}

    /** All of them. */
    public static List<Scenario> all() {
        return ALL;
    }
}

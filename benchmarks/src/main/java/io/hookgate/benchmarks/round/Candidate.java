package io.hookgate.benchmarks.round;

import io.hookgate.benchmarks.event.EventKind;
import io.hookgate.benchmarks.load.Target;
import io.hookgate.benchmarks.product.GatewayDriver;
import io.hookgate.benchmarks.product.Workspace;
import java.util.List;

/**
 * What is measured: a product in a certain state.
 *
 * @param name in reports, for instance {@code 100,000 subscriptions}
 * @param target where events go
 * @param kinds the mix of events
 */
public record Candidate(String name, GatewayDriver driver, Workspace workspace, Target target, List<EventKind> kinds) {

    /** Copies the list. */
    public Candidate {
        kinds = List.copyOf(kinds);
    }

    /** The same under another name, to be told apart in a report. */
    public Candidate named(String other) {
        return new Candidate(other, driver, workspace, target, kinds);
    }

    /** The same with another mix of events. */
    public Candidate sending(List<EventKind> others) {
        return new Candidate(name, driver, workspace, target, others);
    }
}

package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.load.Target;
import io.hookgate.benchmarks.product.EndpointSpec;
import io.hookgate.benchmarks.product.Filter;
import io.hookgate.benchmarks.product.Workspace;
import io.hookgate.benchmarks.receive.Behaviour;
import io.hookgate.benchmarks.round.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** New events while a great many deliveries wait for their retry, against none waiting. */
final class WaitingRetries implements Scenario {

    private static final double GOAL = 0.9;

    @Override
    public String id() {
        return "retries";
    }

    @Override
    public String title() {
        return "New events while many deliveries wait for retry, against none";
    }

    @Override
    public ScenarioResult run(Lab lab) {
        int waiting = lab.bench().settings().waitingRetries();
        String state = String.format(Locale.ROOT, "%,d waiting", waiting);
        Workspace workspace = lab.workspace("retries");
        String endpoint = workspace.registerEndpoint(
                EndpointSpec.of("fast", lab.bench().receiver().endpoint("retried", new Behaviour.Fast())));
        Target target = workspace.registerSource("orders");
        workspace.subscribe(endpoint, List.of(Filter.type(Lab.EVENT_TYPE)));
        Candidate calm =
                lab.candidate("none waiting", workspace, target, lab.gateway().kinds());
        AtomicLong scansBefore = new AtomicLong();
        Disturbance disturbance = Disturbance.measure(lab, calm, () -> {
            lab.bench().progress().line("Storing deliveries that wait for retry: " + state);
            workspace.addWaitingRetries(endpoint, waiting);
            scansBefore.set(workspace.fullScans());
            return calm.named(state);
        });
        List<Finding> findings =
                new ArrayList<>(disturbance.findings(GOAL, "throughput: " + state + " for retry / none"));
        findings.add(Finding.atMost(
                0,
                "reads of all open deliveries instead of an index",
                (double) (workspace.fullScans() - scansBefore.get()),
                "scans"));
        return ScenarioResult.of(
                this,
                findings,
                disturbance.rounds(),
                List.of(
                        "The waiting deliveries fall due evenly over the next 24 hours, so that some do during the rounds."));
    }
}

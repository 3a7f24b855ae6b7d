package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.event.EventKind;
import io.hookgate.benchmarks.load.Target;
import io.hookgate.benchmarks.product.EndpointSpec;
import io.hookgate.benchmarks.product.Filter;
import io.hookgate.benchmarks.product.Workspace;
import io.hookgate.benchmarks.receive.Behaviour;
import io.hookgate.benchmarks.round.Candidate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Many subscriptions of one tenant, of which each event matches one, against 10. All ask for the same type of event. */
final class ManySubscriptions implements Scenario {

    private static final int FEW = 10;
    private static final double GOAL = 0.9;

    @Override
    public String id() {
        return "subscriptions";
    }

    @Override
    public String title() {
        return "Many subscriptions of which one matches, against 10";
    }

    @Override
    public ScenarioResult run(Lab lab) {
        int many = lab.bench().settings().subscriptions();
        Disturbance disturbance = Disturbance.measure(lab, with(lab, FEW), () -> with(lab, many));
        return ScenarioResult.of(
                this,
                disturbance.findings(GOAL, "throughput: " + name(many) + " / " + FEW),
                disturbance.rounds(),
                List.of("Every subscription asks for the same type and a customer of its own, so that the type alone"
                        + " decides nothing."));
    }

    private static Candidate with(Lab lab, int subscriptions) {
        lab.bench().progress().line("Registering " + name(subscriptions));
        Workspace workspace = lab.workspace("subscriptions");
        String endpoint = workspace.registerEndpoint(
                EndpointSpec.of("fast", lab.bench().receiver().endpoint("subscribed", new Behaviour.Fast())));
        Target target = workspace.registerSource("orders");
        workspace.subscribe(
                endpoint,
                IntStream.range(0, subscriptions)
                        .mapToObj(number -> Filter.customer(Lab.EVENT_TYPE, "customer-" + number))
                        .toList());
        return lab.candidate(
                name(subscriptions),
                workspace,
                target,
                List.of(EventKind.of(Lab.EVENT_TYPE, "customer-" + (subscriptions - 1))));
    }

    private static String name(int subscriptions) {
        return String.format(Locale.ROOT, "%,d subscriptions", subscriptions);
    }
}

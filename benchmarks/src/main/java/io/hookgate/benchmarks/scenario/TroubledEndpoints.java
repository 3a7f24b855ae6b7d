package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.event.EventKind;
import io.hookgate.benchmarks.load.Target;
import io.hookgate.benchmarks.product.EndpointSpec;
import io.hookgate.benchmarks.product.Filter;
import io.hookgate.benchmarks.product.Workspace;
import io.hookgate.benchmarks.receive.Behaviour;
import io.hookgate.benchmarks.round.Candidate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Throughput to seven healthy endpoints while three others are in trouble, against the same load with all ten healthy. */
final class TroubledEndpoints implements Scenario {

    private static final int ENDPOINTS = 10;
    private static final int TROUBLED = 3;
    private static final double GOAL = 0.9;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final List<Duration> RETRIES =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private final String id;
    private final String trouble;
    private final Behaviour behaviour;
    private final boolean full;

    private TroubledEndpoints(String id, String trouble, Behaviour behaviour, boolean full) {
        this.id = id;
        this.trouble = trouble;
        this.behaviour = behaviour;
        this.full = full;
    }

    static TroubledEndpoints hanging() {
        return new TroubledEndpoints("hanging", "hang until the timeout of 5 s", new Behaviour.Hanging(), true);
    }

    static TroubledEndpoints failing() {
        return new TroubledEndpoints(
                "failing", "answer 503 to everything", new Behaviour.Failing(503, Integer.MAX_VALUE), false);
    }

    static TroubledEndpoints slow() {
        return new TroubledEndpoints("slow", "answer after 3 s", new Behaviour.Slow(Duration.ofSeconds(3)), false);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return "Healthy endpoints while 30 % of all endpoints " + trouble;
    }

    @Override
    public boolean full() {
        return full;
    }

    @Override
    public ScenarioResult run(Lab lab) {
        Disturbance disturbance = Disturbance.measure(
                lab, with(lab, "all healthy", new Behaviour.Fast()), () -> with(lab, "30 % " + id, behaviour));
        return ScenarioResult.of(
                this,
                disturbance.findings(GOAL, "throughput to healthy endpoints: 30 % " + id + " / none"),
                disturbance.rounds(),
                List.of(
                        "Ten endpoints with a tenth of the events each; in both states only those to the seven healthy ones are"
                                + " counted and waited for.",
                        "Undelivered events and their retries pile up from round to round, as they would."));
    }

    private Candidate with(Lab lab, String name, Behaviour behaviourOfSome) {
        Workspace workspace = lab.workspace(id);
        Target target = workspace.registerSource("orders");
        List<EventKind> kinds = new ArrayList<>();
        for (int number = 0; number < ENDPOINTS; number++) {
            boolean troubled = number < TROUBLED;
            String type = Lab.EVENT_TYPE + "." + number;
            URI url = lab.bench()
                    .receiver()
                    .endpoint(
                            name.replaceAll("\\W+", "-") + "/" + number,
                            troubled ? behaviourOfSome : new Behaviour.Fast());
            String endpoint = workspace.registerEndpoint(new EndpointSpec("endpoint " + number, url, TIMEOUT, RETRIES));
            workspace.subscribe(endpoint, List.of(Filter.type(type)));
            kinds.add(new EventKind(type, Lab.CUSTOMER, !troubled));
        }
        return lab.candidate(name, workspace, target, kinds);
    }
}

package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.event.EventKind;
import io.hookgate.benchmarks.load.Target;
import io.hookgate.benchmarks.product.EndpointSpec;
import io.hookgate.benchmarks.product.Filter;
import io.hookgate.benchmarks.product.GatewayDriver;
import io.hookgate.benchmarks.product.Workspace;
import io.hookgate.benchmarks.receive.Behaviour;
import io.hookgate.benchmarks.round.Bench;
import io.hookgate.benchmarks.round.Candidate;
import io.hookgate.benchmarks.round.Medians;
import io.hookgate.benchmarks.round.RoundResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where scenarios find what they measure with, and what earlier ones found out. The products are started when a scenario first
 * asks for them. Used by one thread.
 */
public final class Lab implements AutoCloseable {

    /** The type of the event that every scenario sends. */
    static final String EVENT_TYPE = "com.example.order.created";

    /** The customer that every event is about, unless a scenario says otherwise. */
    static final String CUSTOMER = "customer-0";

    private final Bench bench;
    private final Function<String, GatewayDriver> forwarders;
    private final Function<String, GatewayDriver> gateways;
    private Optional<Candidate> forwarder = Optional.empty();
    private Optional<Candidate> gateway = Optional.empty();
    private Optional<Double> saturation = Optional.empty();
    private int workspaces;

    /**
     * A lab.
     *
     * @param forwarders makes the limit, by the name of its data directory and log
     * @param gateways makes the product under test, by the name of its data directory and log
     */
    public Lab(Bench bench, Function<String, GatewayDriver> forwarders, Function<String, GatewayDriver> gateways) {
        this.bench = bench;
        this.forwarders = forwarders;
        this.gateways = gateways;
    }

    /** Measures rounds. */
    public Bench bench() {
        return bench;
    }

    /** The limit: the forwarder to a fast endpoint, started and warm. */
    public Candidate forwarder() {
        if (forwarder.isEmpty()) {
            forwarder = Optional.of(started("bare forwarder", forwarders.apply("forwarder")));
        }
        return forwarder.get();
    }

    /** The product with one subscription to a fast endpoint, started and warm. */
    public Candidate gateway() {
        if (gateway.isEmpty()) {
            GatewayDriver driver = gateways.apply("gateway");
            gateway = Optional.of(started("gateway: " + driver.name(), driver));
        }
        return gateway.get();
    }

    /** A product of its own that is not started; the caller closes it. */
    public GatewayDriver anotherGateway(String name) {
        return gateways.apply(name);
    }

    /** A new workspace of the running product. */
    public Workspace workspace(String purpose) {
        workspaces++;
        return gateway().driver().open(purpose + "-" + workspaces);
    }

    /** What the gateway takes at the most, in events per second: as measured before, or measured now. */
    public double saturation() {
        if (saturation.isEmpty()) {
            bench.progress().line("Looking for the gateway's limit first");
            saturation = Optional.of(bench.measure(
                            gateway(), bench.saturation(), bench.settings().roundLength())
                    .eventsPerSecond());
        }
        return saturation.get();
    }

    /** Keeps what the gateway takes at the most for later scenarios. */
    void noteSaturation(List<RoundResult> rounds) {
        saturation = Optional.of(Medians.throughput(rounds, gateway().name()));
    }

    /** Sends events to a workspace's one source whose subscriptions are in place. */
    Candidate candidate(String name, Workspace workspace, Target target, List<EventKind> kinds) {
        Candidate candidate = new Candidate(name, gateway().driver(), workspace, target, kinds);
        bench.awaitRoute(candidate);
        return candidate;
    }

    @Override
    public void close() {
        forwarder.ifPresent(started -> started.driver().close());
        gateway.ifPresent(started -> started.driver().close());
    }

    private Candidate started(String name, GatewayDriver driver) {
        bench.progress().line("Starting " + name);
        driver.start();
        try {
            Workspace workspace = driver.open("bench");
            String registered = workspace.registerEndpoint(
                    EndpointSpec.of("fast", bench.receiver().endpoint("fast", new Behaviour.Fast())));
            Target target = workspace.registerSource("orders");
            workspace.subscribe(registered, List.of(Filter.type(EVENT_TYPE)));
            Candidate candidate =
                    new Candidate(name, driver, workspace, target, List.of(EventKind.of(EVENT_TYPE, CUSTOMER)));
            bench.awaitRoute(candidate);
            bench.warmUp(candidate);
            return candidate;
        } catch (RuntimeException e) {
            driver.close();
            throw e;
        }
    }
}

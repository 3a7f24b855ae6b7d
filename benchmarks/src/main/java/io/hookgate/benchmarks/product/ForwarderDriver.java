package io.hookgate.benchmarks.product;

import io.hookgate.benchmarks.load.Target;
import io.hookgate.benchmarks.machine.ProcessGroup;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Drives {@link BareForwarder}. It has no store and no rules: each of its sources leads to the endpoint that was registered last.
 */
final class ForwarderDriver implements GatewayDriver {

    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m");
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final ProductSetup setup;
    private Optional<Running> running = Optional.empty();

    ForwarderDriver(ProductSetup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "bare forwarder";
    }

    @Override
    public Duration start() {
        long begin = System.nanoTime();
        ChildProcess process = ChildProcess.java(
                BareForwarder.class,
                JVM_OPTIONS,
                List.of(Integer.toString(setup.receiver().getPort()), Integer.toString(setup.connections())),
                setup.log());
        int port = Integer.parseInt(process.await("ready ", START_LIMIT));
        running = Optional.of(new Running(process, port));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public Workspace open(String name) {
        return new Routes(running.orElseThrow().port());
    }

    @Override
    public List<ProcessGroup> processes() {
        return running.map(started ->
                        List.of(ProcessGroup.single(name(), started.process().pid())))
                .orElse(List.of());
    }

    @Override
    public OptionalLong servingJvm() {
        return running.map(started -> OptionalLong.of(started.process().pid())).orElse(OptionalLong.empty());
    }

    @Override
    public void close() {
        running.ifPresent(started -> started.process().close());
        running = Optional.empty();
    }

    private record Running(ChildProcess process, int port) {}

    private static final class Routes implements Workspace {
        private final int port;
        private String path = "/";

        private Routes(int port) {
            this.port = port;
        }

        @Override
        public String registerEndpoint(EndpointSpec endpoint) {
            path = endpoint.url().getPath();
            return path;
        }

        @Override
        public Target registerSource(String name) {
            return Target.unsigned(URI.create("http://127.0.0.1:" + port + path));
        }

        @Override
        public void subscribe(String endpoint, List<Filter> filters) {
            // Everything is forwarded.
        }

        @Override
        public OptionalLong recordedSince(Instant since) {
            return OptionalLong.empty();
        }
    }
}

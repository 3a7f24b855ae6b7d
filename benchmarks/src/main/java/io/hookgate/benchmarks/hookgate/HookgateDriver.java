package io.hookgate.benchmarks.hookgate;

import io.hookgate.benchmarks.machine.ProcessGroup;
import io.hookgate.benchmarks.product.ChildProcess;
import io.hookgate.benchmarks.product.GatewayDriver;
import io.hookgate.benchmarks.product.ProductException;
import io.hookgate.benchmarks.product.ProductSetup;
import io.hookgate.benchmarks.product.Stage;
import io.hookgate.benchmarks.product.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Drives one Hookgate with its embedded parts: started by its launcher, or running already. */
final class HookgateDriver implements GatewayDriver {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 100;

    private final URI base;
    private final String key;
    private final EmbeddedParts parts;
    private final Optional<Launch> launch;
    private final ManagementApi api;
    private boolean signIn;
    private Optional<ChildProcess> process = Optional.empty();
    private Optional<Ledger> ledger = Optional.empty();

    private HookgateDriver(URI base, String key, EmbeddedParts parts, Optional<Launch> launch) {
        this.base = base;
        this.key = key;
        this.parts = parts;
        this.launch = launch;
        this.api = new ManagementApi(base, key);
    }

    /** One that will be started by a command, such as {@code ./hookgate up}. */
    static HookgateDriver launched(List<String> command, ProductSetup setup) {
        return new HookgateDriver(
                URI.create("http://127.0.0.1:" + freePort()),
                "hgk_" + randomText(),
                new EmbeddedParts(setup.data().toAbsolutePath()),
                Optional.of(new Launch(command, setup.log())));
    }

    /** One that runs already; its data directory may be elsewhere, and then its records and processes are not looked at. */
    static HookgateDriver attached(URI base, String key, Path data) {
        return new HookgateDriver(base, key, new EmbeddedParts(data.toAbsolutePath()), Optional.empty());
    }

    @Override
    public String name() {
        return "hookgate";
    }

    @Override
    public Duration start() {
        long begin = System.nanoTime();
        process = launch.map(this::launch);
        while (!api.ready()) {
            process.ifPresent(ChildProcess::requireRunning);
            if (System.nanoTime() - begin > START_LIMIT.toNanos()) {
                throw new ProductException("Hookgate was not ready within " + START_LIMIT.toMinutes() + " minutes"
                        + launch.map(started -> "; see " + started.log()).orElse(""));
            }
            pause();
        }
        Duration taken = process.isPresent() ? Duration.ofNanos(System.nanoTime() - begin) : Duration.ZERO;
        ledger = parts.ledger();
        return taken;
    }

    @Override
    public Duration startWithPages() {
        signIn = true;
        return start();
    }

    @Override
    public Workspace open(String name) {
        return HookgateWorkspace.create(base, api, ledger, name);
    }

    @Override
    public List<ProcessGroup> processes() {
        return parts.processes();
    }

    @Override
    public OptionalLong servingJvm() {
        return parts.gatewayPid();
    }

    @Override
    public List<Stage> stages() {
        return Metrics.stages(api.metrics());
    }

    @Override
    public void close() {
        ledger.ifPresent(Ledger::close);
        ledger = Optional.empty();
        process.ifPresent(ChildProcess::close);
        process = Optional.empty();
    }

    private ChildProcess launch(Launch how) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOOKGATE_HTTP_PORT", Integer.toString(base.getPort()));
        environment.put("HOOKGATE_DATA_DIR", parts.data().toString());
        environment.put("HOOKGATE_BOOTSTRAP_API_KEY", key);
        environment.put("HOOKGATE_ALLOW_PRIVATE_TARGETS", "127.0.0.0/8");
        if (!signIn) {
            environment.put("HOOKGATE_OIDC", "off");
        }
        return ChildProcess.start("hookgate", how.command(), environment, how.log());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ProductException("No free port", e);
        }
    }

    private static String randomText() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException("Interrupted", e);
        }
    }

    private record Launch(List<String> command, Path log) {
        private Launch {
            command = List.copyOf(command);
        }
    }
}

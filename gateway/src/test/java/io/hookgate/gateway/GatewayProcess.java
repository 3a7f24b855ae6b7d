package io.hookgate.gateway;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged application as a process of its own, with its embedded servers, as a user starts it. */
final class GatewayProcess implements AutoCloseable {
    static final String KEY = "hgk_process-test-0123456789abcdefghijklmnopqrstuv";
    private static final Duration START = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path data;
    private final Path log;
    private final int port;
    private final Map<String, String> environment;
    private Process process;

    private GatewayProcess(Path data, int port, Map<String, String> environment) {
        this.data = data;
        this.log = data.resolveSibling(data.getFileName() + ".log");
        this.port = port;
        this.environment = new HashMap<>(environment);
    }

    /** Starts one on a free port; its data stay in {@code data}. */
    static GatewayProcess start(Path data, Map<String, String> environment) throws IOException {
        GatewayProcess gateway = new GatewayProcess(data, freePort(), environment);
        gateway.start();
        return gateway;
    }

    Api api() {
        return new Api("http://127.0.0.1:" + port, KEY);
    }

    Process process() {
        return process;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Sets a variable of the environment for whatever is started from now on. */
    void set(String name, String value) {
        environment.put(name, value);
    }

    /** Starts it again on the same data and the same port. */
    void start() throws IOException {
        process = builder()
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        awaitReady();
    }

    /** How a command of the application ended. */
    record Ended(int status, String output) {}

    /** Runs one of the application's commands on the same data, to its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        Process command = begin(arguments);
        String output = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(command.waitFor(), output);
    }

    /** Starts one of the application's commands on the same data, and does not wait for it. */
    Process begin(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dhookgate.runtime.rocketmq=" + System.getProperty("hookgate.runtime.rocketmq"),
                "-Dhookgate.runtime.keycloak=" + System.getProperty("hookgate.runtime.keycloak"),
                "-Dhookgate.runtime.postgres=" + System.getProperty("hookgate.runtime.postgres"),
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "HOOKGATE_DATA_DIR",
                        data.toString(),
                        "HOOKGATE_HTTP_PORT",
                        Integer.toString(port),
                        "HOOKGATE_PUBLIC_URL",
                        "http://127.0.0.1:" + port,
                        "HOOKGATE_BOOTSTRAP_API_KEY",
                        KEY,
                        "HOOKGATE_ALLOW_PRIVATE_TARGETS",
                        "127.0.0.0/8",
                        "HOOKGATE_OIDC",
                        "off"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** Waits until it says that it is ready. */
    void awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> !process.isAlive() || isReady());
        if (!process.isAlive()) {
            throw new IllegalStateException("The gateway ended while it started. Its log:\n" + lastLines());
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the application itself at once, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** Ends that descendant at once that runs this program and has this word in its command line. */
    void killChild(String program, String word) {
        ProcessHandle child = process.descendants()
                .filter(candidate -> program(candidate).endsWith("/" + program))
                .filter(candidate -> commandLine(candidate).contains(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + program + " with " + word));
        child.destroyForcibly();
    }

    private static String program(ProcessHandle child) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(child.pid()), "exe"))
                    .toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String commandLine(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Stops it as an operator does. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The gateway did not stop within a minute");
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            stop();
        }
    }
}

package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher script at the root of the repository, as a user calls it. */
final class Launcher {
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path directory;
    private final int port;
    private final Map<String, String> environment;

    /** Works in this directory, with the data directory {@code data} in it. */
    Launcher(Path directory, Map<String, String> environment) throws IOException {
        this.directory = directory;
        this.port = freePort();
        this.environment = new HashMap<>(environment);
        this.environment.put("HOOKGATE_DATA_DIR", data().toString());
        this.environment.put("HOOKGATE_HTTP_PORT", Integer.toString(port));
        this.environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    Path data() {
        return directory.resolve("data");
    }

    int port() {
        return port;
    }

    String baseUrl() {
        return "http://localhost:" + port;
    }

    /** Starts in the background and waits until it says that it is ready. */
    Process up(Map<String, String> more) throws IOException {
        Path log = directory.resolve("up.log");
        Files.deleteIfExists(log);
        ProcessBuilder builder = builder("up").redirectOutput(log.toFile());
        builder.environment().putAll(more);
        Process process = builder.start();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !process.isAlive() || Files.readString(log).contains("Hookgate is ready"));
        assertThat(process.isAlive()).as(() -> read(log)).isTrue();
        return process;
    }

    /** Starts a command and does not wait for it. */
    Process start(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    /** Runs a command to its end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        return finish(start(arguments));
    }

    /** Runs a script of the shell in this directory to its end. */
    Result shell(String script) throws IOException, InterruptedException {
        return finish(new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** The processes that have the data directory in their command line. */
    List<String> processes() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(
                            process -> process.getFileName().toString().chars().allMatch(Character::isDigit))
                    .map(process -> read(process.resolve("cmdline")))
                    .filter(commandLine -> commandLine.contains(data().toString()))
                    .toList();
        }
    }

    private ProcessBuilder builder(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("bash", REPOSITORY.resolve("hookgate").toString()), Stream.of(arguments))
                        .toList());
        builder.directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    private static Result finish(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** How a command ended. */
    record Result(int status, String output) {
        /** The output of a command that must have succeeded. */
        String successful() {
            assertThat(status).as(output).isZero();
            return output;
        }
    }
}

package io.hookgate.benchmarks.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that the harness has started, with its output in a log file. It is ended with the harness, however that ends.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(20);

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread hook;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.hook = new Thread(process::destroy, "end " + name);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a command; both of its outputs go to {@code log}, which is written anew. */
    public static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new ProductException("Cannot start " + name + ": " + command.get(0), e);
        }
    }

    /** Starts a class of the harness in a JVM of its own. */
    public static ChildProcess java(Class<?> mainClass, List<String> jvmOptions, List<String> arguments, Path log) {
        List<String> command = Stream.of(
                        List.of(javaCommand(), "-cp", System.getProperty("java.class.path")),
                        jvmOptions,
                        List.of(mainClass.getName()),
                        arguments)
                .flatMap(List::stream)
                .toList();
        return start(mainClass.getSimpleName(), command, Map.of(), log);
    }

    /** The {@code java} of the harness. */
    public static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The process identifier. */
    public long pid() {
        return process.pid();
    }

    /** The process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Waits for a line in the log that starts with this, and returns the rest of it.
     *
     * @throws ProductException when the process ends or the time is over before
     */
    public String await(String lineStart, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<String> line = find(lineStart);
            if (line.isPresent()) {
                return line.get().substring(lineStart.length()).trim();
            }
            requireRunning();
            pause();
        }
        throw new ProductException(
                name + " did not say \"" + lineStart + "\" within " + limit.toSeconds() + " s; see " + log);
    }

    /**
     * Makes sure that the process runs.
     *
     * @throws ProductException when it has ended
     */
    public void requireRunning() {
        if (!process.isAlive()) {
            throw new ProductException(name + " ended with status " + process.exitValue() + "; see " + log);
        }
    }

    /** Asks the process to end, waits, and ends it when it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The harness itself is ending: the hook is running already.
            process.destroyForcibly();
        }
    }

    private Optional<String> find(String lineStart) {
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            return lines.lines().filter(line -> line.startsWith(lineStart)).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException("Interrupted", e);
        }
    }
}

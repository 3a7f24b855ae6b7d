package io.hookgate.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@link RunServers} in a JVM of its own. */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private OtherProcess(Process process) {
        this.process = process;
    }

    /** Starts it, and returns when it has started its servers or has failed to. */
    static OtherProcess start(Path dataDirectory, Part... parts) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), dataDirectory, parts);
    }

    /**
     * Starts it.
     *
     * @param prefix what stands before the command
     */
    static OtherProcess start(List<String> prefix, String classPath, Path dataDirectory, Part... parts)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
        for (String property : List.of("rocketmq", "postgres", "keycloak")) {
            String name = "hookgate.runtime." + property;
            command.add("-D" + name + "=" + System.getProperty(name));
        }
        command.addAll(List.of("-cp", classPath, RunServers.class.getName(), dataDirectory.toString()));
        Stream.of(parts).map(Part::name).forEach(command::add);
        OtherProcess other = new OtherProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        other.awaitOutcome();
        return other;
    }

    private void awaitOutcome() throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.equals(RunServers.READY) || line.startsWith(RunServers.FAILED)) {
                return;
            }
        }
    }

    /** What it has printed until it was ready or had failed. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    boolean isReady() {
        return lines.contains(RunServers.READY);
    }

    String value(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Lets it end by itself, without closing its servers. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.onExit().join();
    }
}

package io.hookgate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server that is a shell script. It is ready when it has made the file {@code ready}, whose path is its first argument. */
record ShellServer(Path directory, String script, Duration startDeadline) implements Server {
    private static final Duration PLENTY = Duration.ofSeconds(60);

    ShellServer(Path directory, String script) {
        this(directory, script, PLENTY);
    }

    @Override
    public Part part() {
        return Part.POSTGRES;
    }

    @Override
    public String name() {
        return "shell";
    }

    @Override
    public List<String> command() {
        return List.of("/bin/sh", "-c", script, "shell", readyFile().toString());
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("COLOUR", "green");
    }

    @Override
    public void beforeStart() throws IOException {
        Files.deleteIfExists(readyFile());
    }

    @Override
    public boolean isReady() {
        return Files.exists(readyFile());
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(1);
    }

    private Path readyFile() {
        return directory.resolve("ready");
    }
}

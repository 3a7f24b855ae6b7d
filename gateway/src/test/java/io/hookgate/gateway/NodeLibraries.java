package io.hookgate.gateway;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Providers' own Node libraries, run by the {@code node} on the path with the packages that {@code src/test/node} pins.
 */
final class NodeLibraries implements AutoCloseable {
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path DIRECTORY = Path.of("target/node");

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private NodeLibraries(Process process) {
        this.process = process;
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static NodeLibraries start() throws IOException, InterruptedException {
        Path installed = DIRECTORY.resolve("installed-lock.json");
        Path lock = SOURCES.resolve("package-lock.json");
        boolean isInstalled = Files.exists(installed) && Files.mismatch(installed, lock) < 0;
        Files.createDirectories(DIRECTORY);
        for (String file : List.of("package.json", "package-lock.json", "libraries.mjs")) {
            Files.copy(SOURCES.resolve(file), DIRECTORY.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!isInstalled) {
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error");
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return new NodeLibraries(builder("node", "libraries.mjs")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String call(String operation, JsonObject input) throws IOException {
        requests.write(input.copy().put("operation", operation).encode());
        requests.newLine();
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new AssertionError("Node has ended at " + operation);
        }
        return String.valueOf(new JsonObject(answer).getValue("result"));
    }

    @Override
    public void close() throws IOException {
        requests.close();
        process.destroy();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = builder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed: " + output);
        }
    }

    private static ProcessBuilder builder(String... command) {
        return new ProcessBuilder(command).directory(DIRECTORY.toFile());
    }
}

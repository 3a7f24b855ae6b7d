package io.hookgate.gateway.launch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Why the application did not start: a sentence for the terminal, and the whole story in a log. */
final class StartFailure {
    private StartFailure() {}

    /** The deepest cause in its own words; with its kind where the words alone may say nothing. */
    static String describe(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        if (message == null) {
            return root.getClass().getName();
        }
        boolean speaksForItself = root instanceof IllegalArgumentException || root instanceof IllegalStateException;
        return speaksForItself ? message : root.getClass().getSimpleName() + ": " + message;
    }

    /** Adds the stack trace to the log; returns where that is. */
    static Path record(Throwable failure, Path data) throws IOException {
        Path log = Files.createDirectories(data.resolve("logs")).resolve("gateway-start.log");
        try (PrintWriter writer =
                new PrintWriter(Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            writer.println(Instant.now());
            failure.printStackTrace(writer);
        }
        return log;
    }
}

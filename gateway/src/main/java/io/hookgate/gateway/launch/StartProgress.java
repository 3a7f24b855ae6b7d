package io.hookgate.gateway.launch;

import io.hookgate.local.Part;
import io.hookgate.local.ProgressListener;
import java.io.PrintStream;
import java.nio.file.Path;

/** Tells the person at the terminal how the start is getting on. */
final class StartProgress implements ProgressListener {
    private final PrintStream out;
    private final long start = System.nanoTime();

    StartProgress(PrintStream out) {
        this.out = out;
    }

    void starting(Path data) {
        out.println("Hookgate starts; data and logs are in " + data);
    }

    @Override
    public void progress(Part part, Stage stage, String detail) {
        String text = switch (stage) {
            case PREPARING -> "is being prepared";
            case STARTING -> "starts";
            case READY -> "is ready";
            case DIED -> "has ended unexpectedly and is started again";
            case FAILED -> "could not be started";
        };
        out.printf("%6.1f s  %s %s%s%n", seconds(), part.title(), text, detail.isEmpty() ? "" : ": " + detail);
    }

    void apiKey(String key, Path file) {
        out.println("The platform administrator's API key, shown this once: " + key);
        out.println("It also stands in " + file);
    }

    void failed(Exception failure) {
        out.printf("%6.1f s  Hookgate could not be started: %s%n", seconds(), failure.getMessage());
    }

    void failed(String why, Path log) {
        out.printf("%6.1f s  Hookgate could not be started: %s%n          The log is %s%n", seconds(), why, log);
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}

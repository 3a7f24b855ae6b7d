package io.hookgate.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints a line for each step, with the time since this object was made. Thread-safe. */
public final class ProgressPrinter implements ProgressListener {
    private static final double MILLIS_PER_SECOND = 1000;

    private final PrintStream out;
    private final long start = System.nanoTime();

    /** Prints to {@code out}, which is not closed. */
    public ProgressPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void progress(Part part, Stage stage, String detail) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / MILLIS_PER_SECOND;
        out.printf(
                Locale.ROOT,
                "%6.1f s  %-10s  %s%s%n",
                seconds,
                part.title(),
                word(stage),
                detail.isEmpty() ? "" : ": " + detail);
    }

    private static String word(ProgressListener.Stage stage) {
        return switch (stage) {
            case PREPARING -> "preparing";
            case STARTING -> "starting";
            case READY -> "ready";
            case DIED -> "died";
            case FAILED -> "FAILED";
        };
    }
}

package io.hookgate.benchmarks.round;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows a person what goes on: a line that is rewritten on a terminal, else a line every ten seconds. Used by one thread at a
 * time.
 */
public final class Progress {

    private static final int BAR = 20;
    private static final double SECONDS_BETWEEN_LINES = 10;
    private static final int WIDTH = 118;

    private final PrintStream out;
    private final boolean terminal;
    private double lastLineAt = Double.NEGATIVE_INFINITY;

    /** Writes to {@code out}. */
    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A heading. */
    public synchronized void heading(String text) {
        clear();
        out.println();
        out.println("== " + text);
    }

    /** A line that stays. */
    public synchronized void line(String text) {
        clear();
        out.println("   " + text);
        lastLineAt = Double.NEGATIVE_INFINITY;
    }

    /** How far the current round is. */
    public synchronized void round(String name, double second, double ofSeconds, Sample sample, double perSecond) {
        if (!terminal && second - lastLineAt < SECONDS_BETWEEN_LINES) {
            return;
        }
        lastLineAt = second;
        String text = String.format(
                Locale.ROOT,
                "   %s %-28.28s %4.0f/%.0f s  %,9.0f/s  backlog %,7d  p50 %,8.1f ms  p99 %,8.1f ms",
                bar(second / ofSeconds),
                name,
                second,
                ofSeconds,
                perSecond,
                sample.backlog(),
                sample.p50(),
                sample.p99());
        if (terminal) {
            out.print("\r" + pad(text));
            out.flush();
        } else {
            out.println(text);
        }
    }

    private void clear() {
        if (terminal) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
        }
    }

    private static String bar(double fraction) {
        int filled = (int) Math.round(BAR * Math.min(1, Math.max(0, fraction)));
        return "[" + "#".repeat(filled) + "·".repeat(BAR - filled) + "]";
    }

    private static String pad(String text) {
        return text.length() >= WIDTH ? text : text + " ".repeat(WIDTH - text.length());
    }
}

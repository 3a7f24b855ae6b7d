package io.hookgate.gateway.console;

import io.quarkus.qute.TemplateExtension;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How values look in pages. */
@TemplateExtension
final class Texts {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final long KIBIBYTE = 1024;
    private static final long MEBIBYTE = 1024 * KIBIBYTE;

    private Texts() {}

    /** A moment for browsers that run no script; those that do show it in their own time zone. */
    static String utc(Instant moment) {
        return UTC.format(moment);
    }

    /** A number of milliseconds with its unit. */
    static String millis(long milliseconds) {
        return milliseconds < 1_000 ? milliseconds + " ms" : decimal(milliseconds / 1_000.0) + " s";
    }

    /** A number with its thousands apart. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A size in the largest unit in which it is a whole number. */
    static String bytes(long size) {
        if (size >= MEBIBYTE && size % MEBIBYTE == 0) {
            return grouped(size / MEBIBYTE) + " MiB";
        }
        return size >= KIBIBYTE && size % KIBIBYTE == 0 ? grouped(size / KIBIBYTE) + " KiB" : grouped(size) + " B";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    /** The colour in which the status of a delivery is shown. */
    static String tone(String status) {
        return switch (status) {
            case "delivered", "routed", "enabled", "accepted", "healthy", "closed", "finished" -> "good";
            case "retrying", "paused", "half-open" -> "wait";
            case "dead", "disabled", "rejected", "failed", "failing", "open" -> "bad";
            case "delivering", "pending", "running" -> "busy";
            default -> "";
        };
    }
}

package io.hookgate.adapter.generic.body;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Reads the many ways in which providers write a point in time. */
public final class ProviderTime {
    private static final int MAX_LENGTH = 64;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final long MOST_SECONDS = 100_000_000_000L;
    private static final long MOST_MILLIS = MOST_SECONDS * 1_000;
    private static final long MOST_MICROS = MOST_MILLIS * 1_000;
    private static final DateTimeFormatter WITHOUT_ZONE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(java.util.Locale.ROOT);

    private ProviderTime() {}

    /**
     * Understands ISO 8601 and RFC 3339, {@code yyyy-MM-dd HH:mm:ss}, RFC 1123, and numbers since 1970, whose size tells
     * seconds from milliseconds, microseconds and nanoseconds. Without a zone, UTC is meant.
     */
    public static Optional<Instant> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(isNumber(trimmed) ? ofNumber(trimmed) : ofText(trimmed))
                    .filter(time -> !time.isBefore(EARLIEST) && time.isBefore(LATEST));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    private static Instant ofNumber(String text) {
        int point = text.indexOf('.');
        long whole = Long.parseLong(point < 0 ? text : text.substring(0, point));
        if (whole < MOST_SECONDS) {
            long millis = point < 0 ? 0 : Math.round(Double.parseDouble("0" + text.substring(point)) * 1_000);
            return Instant.ofEpochSecond(whole).plusMillis(millis);
        }
        if (whole < MOST_MILLIS) {
            return Instant.ofEpochMilli(whole);
        }
        return whole < MOST_MICROS
                ? Instant.ofEpochSecond(whole / 1_000_000, whole % 1_000_000 * 1_000)
                : Instant.ofEpochSecond(whole / 1_000_000_000, whole % 1_000_000_000);
    }

    private static Instant ofText(String text) {
        if (Character.isLetter(text.charAt(0))) {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        }
        if (text.length() > 10 && text.charAt(10) == ' ') {
            String local = text.endsWith(" UTC") ? text.substring(0, text.length() - 4) : text;
            return LocalDateTime.parse(local, WITHOUT_ZONE).toInstant(ZoneOffset.UTC);
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }
}

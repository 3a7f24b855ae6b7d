package io.hookgate.delivery.attempt;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}: seconds, or a date (RFC 9110 section 10.2.3). */
final class RetryAfter {
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /** The wait that is asked for, from nothing to {@code longest}; empty if the value has another form. */
    static Optional<Duration> parse(@Nullable String value, Instant now, Duration longest) {
        if (value == null) {
            return Optional.empty();
        }
        String text = value.trim();
        return (isNumber(text) ? seconds(text) : untilDate(text, now)).map(wait -> clamp(wait, longest));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<Duration> seconds(String text) {
        return Optional.of(
                text.length() > MAX_DIGITS
                        ? Duration.ofSeconds(Integer.MAX_VALUE)
                        : Duration.ofSeconds(Integer.parseInt(text)));
    }

    private static Optional<Duration> untilDate(String text, Instant now) {
        try {
            Instant moment = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, moment));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration clamp(Duration wait, Duration longest) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}

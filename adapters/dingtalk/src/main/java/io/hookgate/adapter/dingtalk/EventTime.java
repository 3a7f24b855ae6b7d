package io.hookgate.adapter.dingtalk;

import java.time.Instant;
import java.util.Optional;

/** DingTalk's times: whole numbers of milliseconds or, in older messages, of seconds since 1970. */
final class EventTime {
    private static final int MAX_DIGITS = 15;
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private EventTime() {}

    /** The instant that {@code text} stands for; empty where it is none of this century, such as a made-up sample. */
    static Optional<Instant> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        Instant time = number < FIRST_MILLISECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        boolean plausible = !time.isBefore(EARLIEST) && time.isBefore(LATEST);
        return plausible ? Optional.of(time) : Optional.empty();
    }
}

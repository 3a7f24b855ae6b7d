package io.hookgate.gateway.console;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A span of time that charts show, up to now. */
enum TimeSpan {
    HOUR("1h", Duration.ofMinutes(1), 60, "HH:mm"),
    DAY("24h", Duration.ofMinutes(15), 96, "HH:mm"),
    WEEK("7d", Duration.ofHours(2), 84, "MM-dd");

    private final String code;
    private final Duration step;
    private final int steps;
    private final String labels;

    TimeSpan(String code, Duration step, int steps, String labels) {
        this.code = code;
        this.step = step;
        this.steps = steps;
        this.labels = labels;
    }

    /** The span with this name; an hour if there is none. */
    static TimeSpan named(@Nullable String code) {
        for (TimeSpan span : values()) {
            if (span.code.equals(code)) {
                return span;
            }
        }
        return HOUR;
    }

    /** Where the first step begins, so that the last one is under way. */
    Instant start(Instant now) {
        long seconds = step.toSeconds();
        long current = now.getEpochSecond() / seconds * seconds;
        return Instant.ofEpochSecond(current - seconds * (steps - 1L));
    }

    public String code() {
        return code;
    }

    Duration step() {
        return step;
    }

    int steps() {
        return steps;
    }

    /** How moments are written under a chart. */
    String labels() {
        return labels;
    }
}

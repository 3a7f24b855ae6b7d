package io.hookgate.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration LONGEST = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "120 | 120",
                "7200 | 3600",
                "99999999999999999999 | 3600",
                "Sun, 01 Mar 2026 10:00:30 GMT | 30",
                "Sun, 01 Mar 2026 09:00:00 GMT | 0"
            })
    void readsSecondsAndDatesWithinBounds(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW, LONGEST)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "٣"})
    void ignoresWhatItCannotRead(String value) {
        assertThat(RetryAfter.parse(value, NOW, LONGEST)).isEmpty();
    }

    @Test
    void isEmptyWithoutTheHeader() {
        assertThat(RetryAfter.parse(null, NOW, LONGEST)).isEmpty();
    }
}

package io.hookgate.benchmarks.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private static final Offset<Double> THREE_DIGITS = within(2.0);

    private final Latencies latencies = new Latencies();

    @Test
    void summarisesWithThreeDigits() {
        for (int millis = 1; millis <= 1_000; millis++) {
            latencies.record(TimeUnit.MILLISECONDS.toNanos(millis));
        }

        LatencySummary summary = latencies.summary();

        assertThat(summary.count()).isEqualTo(1_000);
        assertThat(summary.mean()).isCloseTo(500.5, THREE_DIGITS);
        assertThat(summary.p50()).isCloseTo(500, THREE_DIGITS);
        assertThat(summary.p99()).isCloseTo(990, THREE_DIGITS);
        assertThat(summary.max()).isCloseTo(1_000, THREE_DIGITS);
    }

    @Test
    void keepsInTheTotalWhatWasTakenAsAnInterval() {
        latencies.record(1_000_000);
        assertThat(latencies.interval().getTotalCount()).isEqualTo(1);
        latencies.record(3_000_000);

        assertThat(latencies.interval().getTotalCount()).isEqualTo(1);
        assertThat(latencies.summary().count()).isEqualTo(2);
    }

    @Test
    void isZeroWhenNothingWasRecorded() {
        assertThat(latencies.summary()).isEqualTo(new LatencySummary(0, 0, 0, 0, 0, 0, 0));
    }
}

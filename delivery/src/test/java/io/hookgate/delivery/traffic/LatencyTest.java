package io.hookgate.delivery.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void sortsTimesIntoBuckets() {
        assertThat(Latency.bucket(Duration.ZERO)).isZero();
        assertThat(Latency.bucket(Duration.ofMillis(5))).isZero();
        assertThat(Latency.bucket(Duration.ofMillis(6))).isEqualTo(1);
        assertThat(Latency.bucket(Duration.ofDays(9))).isEqualTo(Latency.buckets() - 1);
    }

    @Test
    void readsQuantilesFromTheBucketsTheyFallInto() {
        long[] counts = new long[Latency.buckets()];
        counts[Latency.bucket(Duration.ofMillis(15))] = 90;
        counts[Latency.bucket(Duration.ofMillis(800))] = 10;

        assertThat(Latency.quantile(counts, 0.5).getAsLong()).isBetween(10L, 20L);
        assertThat(Latency.quantile(counts, 0.95).getAsLong()).isBetween(500L, 1000L);
    }

    @Test
    void knowsNothingOfNothing() {
        assertThat(Latency.quantile(new long[Latency.buckets()], 0.5)).isEmpty();
    }
}

package io.hookgate.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.RetryPolicy.Backoff;
import io.hookgate.tenant.RetryPolicy.Exponential;
import io.hookgate.tenant.RetryPolicy.ExponentialDecay;
import io.hookgate.tenant.RetryPolicy.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    /** Gives no jitter. */
    private final RetrySchedule least = new RetrySchedule(new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }
    });

    private final RetrySchedule random = new RetrySchedule(new Random(7));

    @Test
    void standardIsTheScheduleOfStandardWebhooks() {
        assertThat(seconds(RetryPolicy.STANDARD))
                .containsExactly(5L, 300L, 1800L, 7200L, 18000L, 36000L, 50400L, 72000L, 86400L);
    }

    @Test
    void exponentialDecayLastsAboutADay() {
        List<Long> delays = seconds(RetryPolicy.of(new ExponentialDecay()));

        assertThat(delays).hasSize(176).startsWith(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 512L);
        assertThat(delays.stream().mapToLong(Long::longValue).sum()).isEqualTo(86015);
    }

    @Test
    void backoffWaitsThreeTimesTenToTwentySeconds() {
        for (int failures = 1; failures <= 3; failures++) {
            assertThat(random.delayAfter(RetryPolicy.of(new Backoff()), failures)
                            .orElseThrow())
                    .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        }
        assertThat(random.delayAfter(RetryPolicy.of(new Backoff()), 4)).isEmpty();
    }

    @Test
    void exponentialGrowsToItsCap() {
        RetryPolicy policy = RetryPolicy.of(new Exponential(Duration.ofSeconds(2), 3, Duration.ofSeconds(50), 6));

        assertThat(seconds(policy)).containsExactly(2L, 6L, 18L, 50L, 50L);
    }

    @Test
    void exponentialDoesNotOverflow() {
        RetryPolicy policy = RetryPolicy.of(new Exponential(Duration.ofSeconds(1), 10, Duration.ofHours(1), 2000));

        assertThat(least.delayAfter(policy, 1999)).contains(Duration.ofHours(1));
    }

    @Test
    void aConfiguredDelayIsTheLeastThatIsWaited() {
        RetryPolicy policy = RetryPolicy.of(new Schedule(List.of(Duration.ofSeconds(10))));
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            delays.add(random.delayAfter(policy, 1).orElseThrow());
        }

        assertThat(delays)
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11)));
        assertThat(delays.stream().distinct().count()).isGreaterThan(100);
    }

    @Test
    void addsAsMuchJitterAsThePolicyHas() {
        Schedule delays = new Schedule(List.of(Duration.ofSeconds(10)));
        RetryPolicy none = new RetryPolicy(delays, 0, Optional.empty(), List.of());
        RetryPolicy whole = new RetryPolicy(delays, 1, Optional.empty(), List.of());

        for (int i = 0; i < 100; i++) {
            assertThat(random.delayAfter(none, 1)).contains(Duration.ofSeconds(10));
            assertThat(random.delayAfter(RetryPolicy.of(new ExponentialDecay()), 4))
                    .contains(Duration.ofSeconds(8));
            assertThat(random.delayAfter(whole, 1).orElseThrow())
                    .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        }
    }

    @Test
    void anEmptyScheduleMeansOneAttempt() {
        assertThat(least.delayAfter(RetryPolicy.of(new Schedule(List.of())), 1)).isEmpty();
    }

    private List<Long> seconds(RetryPolicy policy) {
        List<Long> delays = new ArrayList<>();
        Optional<Duration> delay = least.delayAfter(policy, 1);
        while (delay.isPresent()) {
            delays.add(delay.get().toSeconds());
            delay = least.delayAfter(policy, delays.size() + 1);
        }
        return delays;
    }
}

package io.hookgate.delivery.dispatch;

import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.RetryPolicy.Backoff;
import io.hookgate.tenant.RetryPolicy.Delays;
import io.hookgate.tenant.RetryPolicy.Exponential;
import io.hookgate.tenant.RetryPolicy.ExponentialDecay;
import io.hookgate.tenant.RetryPolicy.Schedule;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Computes when a failed delivery is tried again. A configured delay is the least that is waited; up to the policy's jitter is
 * added at random, so that deliveries that failed together do not come back together.
 */
final class RetrySchedule {
    private static final int BACKOFF_RETRIES = 3;
    private static final int BACKOFF_MIN_MILLIS = 10_000;
    private static final int BACKOFF_MAX_MILLIS = 20_000;
    private static final int DECAY_RETRIES = 176;
    private static final int DECAY_MAX_EXPONENT = 9;

    private final RandomGenerator random;

    RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The wait after a failed attempt; empty if it was the last.
     *
     * @param failures how many attempts have failed in this round, at least 1
     */
    Optional<Duration> delayAfter(RetryPolicy policy, int failures) {
        return delay(policy.delays(), failures).map(delay -> spread(delay, policy.jitter()));
    }

    private Optional<Duration> delay(Delays delays, int failures) {
        if (delays instanceof Schedule schedule) {
            return failures > schedule.delays().size()
                    ? Optional.empty()
                    : Optional.of(schedule.delays().get(failures - 1));
        }
        if (delays instanceof Exponential exponential) {
            return failures >= exponential.maxAttempts()
                    ? Optional.empty()
                    : Optional.of(exponentialDelay(exponential, failures));
        }
        if (delays instanceof Backoff) {
            return failures > BACKOFF_RETRIES
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis(random.nextInt(BACKOFF_MIN_MILLIS, BACKOFF_MAX_MILLIS + 1)));
        }
        if (delays instanceof ExponentialDecay) {
            return failures > DECAY_RETRIES
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(1L << Math.min(failures - 1, DECAY_MAX_EXPONENT)));
        }
        throw new IllegalStateException("A retry policy without an implementation");
    }

    private static Duration exponentialDelay(Exponential policy, int failures) {
        double millis = policy.initial().toMillis() * Math.pow(policy.factor(), failures - 1.0);
        return millis < policy.max().toMillis() ? Duration.ofMillis((long) millis) : policy.max();
    }

    private Duration spread(Duration delay, double jitter) {
        return delay.plusMillis((long) (delay.toMillis() * jitter * random.nextDouble()));
    }
}

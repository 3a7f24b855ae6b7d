package io.hookgate.rocketmq.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelClockTest {
    private final ChannelClock clock = new ChannelClock("channel", "test");

    @AfterEach
    void close() {
        clock.close();
    }

    @Test
    void goesOnAfterAFailureOfAnyKind() throws Exception {
        CountDownLatch failing = new CountDownLatch(3);
        CountDownLatch later = new CountDownLatch(1);

        clock.every(Duration.ofMillis(1), () -> {
            failing.countDown();
            if (failing.getCount() == 2) {
                throw new IllegalStateException("expected");
            }
            throw new OutOfMemoryError("expected");
        });
        assertThat(failing.await(30, TimeUnit.SECONDS)).isTrue();
        clock.after(Duration.ZERO, later::countDown);

        assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void runsNothingAfterItsEnd() {
        clock.close();

        assertThat(clock.after(Duration.ZERO, () -> {})).isFalse();
    }
}

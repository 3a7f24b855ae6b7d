package io.hookgate.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Configurations;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatchConfigTest {

    @Test
    void hasDefaults() {
        DispatchConfig config = Configurations.read(DispatchConfig.class, Map.of());

        assertThat(config.concurrency()).isEqualTo(64);
        assertThat(config.queue()).isEqualTo(10000);
        assertThat(config.memory().asLongValue()).isEqualTo(64 << 20);
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.claim()).isEqualTo(100);
        assertThat(config.outcomes()).isEqualTo(500);
        assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.heldLinesInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void readsEveryProperty() {
        DispatchConfig config = Configurations.read(
                DispatchConfig.class,
                Map.of(
                        "hookgate.delivery.dispatch.concurrency", "1",
                        "hookgate.delivery.dispatch.queue", "2",
                        "hookgate.delivery.dispatch.memory", "3M",
                        "hookgate.delivery.dispatch.poll-interval", "4s",
                        "hookgate.delivery.dispatch.claim", "5",
                        "hookgate.delivery.dispatch.outcomes", "6",
                        "hookgate.delivery.dispatch.heartbeat", "7s",
                        "hookgate.delivery.dispatch.held-lines-interval", "9s",
                        "hookgate.delivery.dispatch.drain", "8s"));

        assertThat(config.concurrency()).isEqualTo(1);
        assertThat(config.queue()).isEqualTo(2);
        assertThat(config.memory().asLongValue()).isEqualTo(3 << 20);
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.claim()).isEqualTo(5);
        assertThat(config.outcomes()).isEqualTo(6);
        assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.heldLinesInterval()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(8));
    }
}

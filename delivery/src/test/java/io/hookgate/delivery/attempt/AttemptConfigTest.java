package io.hookgate.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Configurations;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptConfigTest {

    @Test
    void hasDefaults() {
        AttemptConfig config = Configurations.read(AttemptConfig.class, Map.of());

        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.keepAlive()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.recordedBody().asLongValue()).isEqualTo(16 << 10);
        assertThat(config.discardedBody().asLongValue()).isEqualTo(256 << 10);
        assertThat(config.responseHead().asLongValue()).isEqualTo(16 << 10);
        assertThat(config.maxRetryAfter()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void readsEveryProperty() {
        AttemptConfig config = Configurations.read(
                AttemptConfig.class,
                Map.of(
                        "hookgate.delivery.attempt.connect-timeout", "1s",
                        "hookgate.delivery.attempt.keep-alive", "2s",
                        "hookgate.delivery.attempt.recorded-body", "3K",
                        "hookgate.delivery.attempt.discarded-body", "4K",
                        "hookgate.delivery.attempt.response-head", "5K",
                        "hookgate.delivery.attempt.max-retry-after", "6m"));

        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.keepAlive()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.recordedBody().asLongValue()).isEqualTo(3 << 10);
        assertThat(config.discardedBody().asLongValue()).isEqualTo(4 << 10);
        assertThat(config.responseHead().asLongValue()).isEqualTo(5 << 10);
        assertThat(config.maxRetryAfter()).isEqualTo(Duration.ofMinutes(6));
    }
}

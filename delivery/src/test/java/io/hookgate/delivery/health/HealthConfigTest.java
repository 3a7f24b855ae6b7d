package io.hookgate.delivery.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Configurations;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthConfigTest {
    @Test
    void hasDefaults() {
        HealthConfig config = Configurations.read(HealthConfig.class, Map.of());

        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.steadyInterval()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void takesEveryPropertyByItsName() {
        HealthConfig config = Configurations.read(
                HealthConfig.class,
                Map.of(
                        "hookgate.delivery.health.interval", "2s",
                        "hookgate.delivery.health.steady-interval", "3s"));

        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.steadyInterval()).isEqualTo(Duration.ofSeconds(3));
    }
}

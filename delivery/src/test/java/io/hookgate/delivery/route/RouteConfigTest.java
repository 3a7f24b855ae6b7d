package io.hookgate.delivery.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Configurations;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteConfigTest {

    @Test
    void hasDefaults() {
        RouteConfig config = Configurations.read(RouteConfig.class, Map.of());

        assertThat(config.messages()).isEqualTo(64);
        assertThat(config.batch()).isEqualTo(1000);
        assertThat(config.parallel()).isEqualTo(2);
        assertThat(config.configurationTimeout()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void readsEveryProperty() {
        RouteConfig config = Configurations.read(
                RouteConfig.class,
                Map.of(
                        "hookgate.delivery.route.messages", "1",
                        "hookgate.delivery.route.batch", "2",
                        "hookgate.delivery.route.parallel", "3",
                        "hookgate.delivery.route.configuration-timeout", "4s"));

        assertThat(config.messages()).isEqualTo(1);
        assertThat(config.batch()).isEqualTo(2);
        assertThat(config.parallel()).isEqualTo(3);
        assertThat(config.configurationTimeout()).isEqualTo(Duration.ofSeconds(4));
    }
}

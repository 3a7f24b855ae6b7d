package io.hookgate.delivery.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Configurations;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkConfigTest {

    @Test
    void hasDefaults() {
        BulkConfig config = Configurations.read(BulkConfig.class, Map.of());

        assertThat(config.rate()).isEqualTo(500);
        assertThat(config.maxRate()).isEqualTo(5000);
        assertThat(config.slice()).isEqualTo(100);
        assertThat(config.backlog()).isEqualTo(2000);
        assertThat(config.jobs()).isEqualTo(20);
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.retention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void readsEveryProperty() {
        BulkConfig config = Configurations.read(
                BulkConfig.class,
                Map.of(
                        "hookgate.delivery.bulk.rate", "1",
                        "hookgate.delivery.bulk.max-rate", "2",
                        "hookgate.delivery.bulk.slice", "3",
                        "hookgate.delivery.bulk.backlog", "4",
                        "hookgate.delivery.bulk.jobs", "5",
                        "hookgate.delivery.bulk.poll-interval", "6s",
                        "hookgate.delivery.bulk.retention", "7d"));

        assertThat(config.rate()).isEqualTo(1);
        assertThat(config.maxRate()).isEqualTo(2);
        assertThat(config.slice()).isEqualTo(3);
        assertThat(config.backlog()).isEqualTo(4);
        assertThat(config.jobs()).isEqualTo(5);
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.retention()).isEqualTo(Duration.ofDays(7));
    }
}

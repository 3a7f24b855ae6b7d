package io.hookgate.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Configurations;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerConfigTest {

    @Test
    void hasDefaults() {
        LedgerConfig config = Configurations.read(LedgerConfig.class, Map.of());

        assertThat(config.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(config.daysAhead()).isEqualTo(7);
        assertThat(config.upkeepInterval()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.deduplicationWindow()).isEqualTo(Duration.ofHours(24));
        assertThat(config.nodeLease()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void readsEveryProperty() {
        LedgerConfig config = Configurations.read(
                LedgerConfig.class,
                Map.of(
                        "hookgate.delivery.ledger.retention", "1d",
                        "hookgate.delivery.ledger.days-ahead", "2",
                        "hookgate.delivery.ledger.upkeep-interval", "3m",
                        "hookgate.delivery.ledger.deduplication-window", "4h",
                        "hookgate.delivery.ledger.node-lease", "5s"));

        assertThat(config.retention()).isEqualTo(Duration.ofDays(1));
        assertThat(config.daysAhead()).isEqualTo(2);
        assertThat(config.upkeepInterval()).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.deduplicationWindow()).isEqualTo(Duration.ofHours(4));
        assertThat(config.nodeLease()).isEqualTo(Duration.ofSeconds(5));
    }
}

package io.hookgate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRocketMqIT {
    @TempDir
    private Path directory;

    @Test
    void startsAgainAfterAKillOfTheBroker() {
        try (LocalRocketMq rocketMq = LocalRocketMq.start(directory.resolve("a data directory"))) {
            long first = rocketMq.brokerPid().orElseThrow();
            rocketMq.killBroker();
            assertThat(rocketMq.brokerPid()).isEmpty();
            rocketMq.restartBroker();
            assertThat(rocketMq.brokerPid())
                    .hasValueSatisfying(pid -> assertThat(pid).isNotEqualTo(first));
        }
    }
}

package io.hookgate.benchmarks.hookgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.benchmarks.product.Stage;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void addsUpAllLabels() {
        String text = """
                # TYPE hookgate_attempts_seconds summary
                hookgate_attempts_seconds_count{outcome="delivered"} 217600.0
                hookgate_attempts_seconds_sum{outcome="delivered"} 100.5
                hookgate_attempts_seconds_count{outcome="retryable"} 10.0
                hookgate_attempts_seconds_sum{outcome="retryable"} 1.5
                hookgate_attempts_seconds_max{outcome="retryable"} 0.3
                """;

        assertThat(Metrics.stages(text))
                .contains(new Stage("attempt, until the receiver has answered", 217_610, 102))
                .contains(new Stage("statement of the database", 0, 0));
    }
}

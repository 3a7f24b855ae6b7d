package io.hookgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.benchmarks.product.ForwarderProduct;
import io.hookgate.benchmarks.product.GatewayDriver;
import io.hookgate.benchmarks.product.ProductSetup;
import io.hookgate.benchmarks.round.Bench;
import io.hookgate.benchmarks.round.Progress;
import io.hookgate.benchmarks.round.RoundResult;
import io.hookgate.benchmarks.round.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a measurement, with the bare forwarder as both the limit and the product. */
class ForwarderScenariosIT {

    private static final Settings SHORT = new Settings(1, 1, 1, 2, 8, 512, 1_000, 2_000, 10, 10, 10, 20);

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void measuresThroughputAndLatencyWithNothingLost() {
        Progress progress = new Progress(new PrintStream(shown, true, StandardCharsets.UTF_8), false);
        try (Bench bench = Bench.start(SHORT, progress);
                Lab lab = new Lab(bench, name -> forwarder(bench, name), name -> forwarder(bench, name))) {
            ScenarioResult throughput = new Throughput().run(lab);
            ScenarioResult latency = new Latency().run(lab);

            assertThat(throughput.rounds())
                    .extracting(RoundResult::candidate)
                    .containsExactly("bare forwarder", "gateway: bare forwarder");
            assertThat(throughput.rounds()).allSatisfy(round -> {
                assertThat(round.accepted()).isPositive().isEqualTo(round.sent());
                assertThat(round.delivered()).isEqualTo(round.accepted());
                assertThat(round.complete()).isTrue();
                assertThat(round.delivery().count()).isEqualTo(round.delivered());
            });
            assertThat(latency.rounds()).allSatisfy(round -> {
                assertThat(round.sent()).isPositive();
                assertThat(round.complete()).isTrue();
            });
            assertThat(shown.toString(StandardCharsets.UTF_8)).contains("warm-up: bare forwarder", "events/s");
        }
    }

    private GatewayDriver forwarder(Bench bench, String name) {
        return new ForwarderProduct()
                .driver(new ProductSetup(
                        bench.receiver().address(),
                        8,
                        directory.resolve(name),
                        directory.resolve(name + ".log"),
                        Map.of()));
    }
}

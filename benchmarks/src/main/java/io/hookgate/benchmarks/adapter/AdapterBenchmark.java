package io.hookgate.benchmarks.adapter;

import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.AdapterResult.Accepted;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to verify one request with about 1 KiB of body, to read its event, and to compute the reply. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AdapterBenchmark {
    private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

    /** Who sends. */
    @Param
    public Sender sender = Sender.GITHUB;

    private @Nullable ConfiguredSource source;
    private @Nullable InboundRequest request;

    /** Configures the source and signs the request. */
    @Setup
    public void prepare() throws InvalidConfigurationException, GeneralSecurityException {
        source = sender.source();
        request = sender.request(NOW);
        if (!(receive() instanceof Accepted accepted) || accepted.events().size() != 1) {
            throw new IllegalStateException("The request must be accepted: " + receive());
        }
    }

    /** One request. */
    @Benchmark
    public AdapterResult receive() {
        return Objects.requireNonNull(source).receive(Objects.requireNonNull(request), Documents.NONE, NOW);
    }
}

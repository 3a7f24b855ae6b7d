package io.hookgate.delivery.attempt;

import io.hookgate.tenant.Signatures;
import io.hookgate.tenant.SigningSecret;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** What it costs to sign a delivery; in the package of what it measures, which nobody else needs to see. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SigningBenchmark {
    private static final Signatures SIGNATURES = new Signatures(List.of(new SigningSecret(new byte[24])), List.of());

    /** Bytes of the body. */
    @Param({"1024", "65536"})
    public int bytes;

    private byte[] body = {};

    /** Makes the body. */
    @Setup
    public void fill() {
        body = new byte[bytes];
    }

    /** One delivery. */
    @Benchmark
    public String sign() {
        return StandardWebhooksSignature.sign(SIGNATURES, "01a20d2d-fd03-751c-847d-ee5c5dec4b43", 1_780_000_000, body);
    }
}

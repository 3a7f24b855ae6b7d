package io.hookgate.benchmarks.codec;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventEnvelope;
import io.hookgate.model.EventId;
import io.hookgate.model.InvalidEventException;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to encode an event with 1 KiB of data, and to put 64 of them into one bus message and take them out again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class EventCodecBenchmark {
    private static final int BATCH = 64;
    private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
    private static final EventId ID = new EventId(UUID.fromString("0192f3c4-7a11-7cc1-b1f2-0a53c6f8a1b2"));

    private final TenantId tenant = new TenantId(ID.value());
    private final SourceId source = new SourceId(ID.value());
    private final CloudEvent event = CloudEventBuilder.v1()
            .withId("order-17")
            .withSource(URI.create("/shops/7"))
            .withType("order.created")
            .withSubject("orders/17")
            .withTime(OffsetDateTime.parse("2026-11-24T06:00:00Z"))
            .withExtension("partitionkey", "customer-9")
            .withData(
                    "application/json",
                    ("{\"text\":\"" + "x".repeat(1_000) + "\",\"n\":1.50}").getBytes(StandardCharsets.UTF_8))
            .build();
    private byte[] sealed = {};
    private List<byte[]> events = List.of();
    private byte[] batch = {};

    /** Makes the batch. */
    @Setup
    public void fill() throws InvalidEventException {
        sealed = seal().json();
        events = Collections.nCopies(BATCH, sealed);
        batch = join();
        if (split().size() != BATCH) {
            throw new IllegalStateException("The batch must have " + BATCH + " events");
        }
    }

    /** One event on its way in. */
    @Benchmark
    public EventEnvelope seal() throws InvalidEventException {
        return EventCodec.seal(event, ID, tenant, source, NOW);
    }

    /** One event as it comes from the bus. */
    @Benchmark
    public EventEnvelope open() throws InvalidEventException {
        return EventCodec.open(sealed);
    }

    /** 64 events into a bus message. */
    @Benchmark
    public byte[] join() {
        return EventCodec.joinBatch(events);
    }

    /** 64 events out of a bus message. */
    @Benchmark
    public List<byte[]> split() throws InvalidEventException {
        return EventCodec.splitBatch(batch);
    }
}

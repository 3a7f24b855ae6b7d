package io.hookgate.rocketmq.telemetry;

import io.hookgate.rocketmq.RocketMqPublishException;
import io.hookgate.rocketmq.client.ClientFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Counts in Micrometer's global registry. Meters are looked up once, so that counting is cheap. */
final class MicrometerOutboundMetrics implements OutboundMetrics {

    private static final String FAILED_RECORDS = "rocketmq.publish.records.failed";

    private final MeterRegistry registry = Metrics.globalRegistry;
    private final Tags tags;
    private final DistributionSummary batchRecords;
    private final DistributionSummary batchBytes;
    private final Timer sendTime;
    private final Counter confirmed;
    private final Map<ClientFailure, Counter> sendFailures = new EnumMap<>(ClientFailure.class);
    private final Counter bufferFull;
    private final Counter deadline;
    private final Counter tooLarge;
    private final Counter refused;
    private final Counter closed;
    private final List<Meter> gauges = new ArrayList<>();

    MicrometerOutboundMetrics(String channel, String topic) {
        this.tags = Tags.of("channel", channel, "topic", topic);
        this.batchRecords = registry.summary("rocketmq.publish.batch.records", tags);
        this.batchBytes = registry.summary("rocketmq.publish.batch.bytes", tags);
        this.sendTime = registry.timer("rocketmq.publish.send", tags);
        this.confirmed = registry.counter("rocketmq.publish.records.confirmed", tags);
        for (ClientFailure failure : ClientFailure.values()) {
            sendFailures.put(
                    failure, registry.counter("rocketmq.publish.send.failures", tags.and("cause", failure.code())));
        }
        this.bufferFull = failed("buffer-full");
        this.deadline = failed("deadline");
        this.tooLarge = failed("too-large");
        this.refused = failed("refused");
        this.closed = failed("closed");
    }

    private Counter failed(String cause) {
        return registry.counter(FAILED_RECORDS, tags.and("cause", cause));
    }

    @Override
    public void sent(int records, int bytes, long nanos) {
        batchRecords.record(records);
        batchBytes.record(bytes);
        sendTime.record(nanos, TimeUnit.NANOSECONDS);
        confirmed.increment(records);
    }

    @Override
    public void sendFailed(ClientFailure failure) {
        Counter counter = sendFailures.get(failure);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void failed(RocketMqPublishException reason) {
        counterOf(reason).increment();
    }

    private Counter counterOf(RocketMqPublishException reason) {
        if (reason instanceof RocketMqPublishException.BufferFull) {
            return bufferFull;
        }
        if (reason instanceof RocketMqPublishException.DeadlineExceeded) {
            return deadline;
        }
        if (reason instanceof RocketMqPublishException.RecordTooLarge) {
            return tooLarge;
        }
        return reason instanceof RocketMqPublishException.Refused ? refused : closed;
    }

    @Override
    public void watch(IntSupplier bufferedRecords, LongSupplier bufferedBytes) {
        gauges.add(Gauge.builder("rocketmq.publish.buffered.records", bufferedRecords::getAsInt)
                .tags(tags)
                .register(registry));
        gauges.add(Gauge.builder("rocketmq.publish.buffered.bytes", bufferedBytes::getAsLong)
                .tags(tags)
                .baseUnit("bytes")
                .register(registry));
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}

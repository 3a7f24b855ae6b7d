package io.hookgate.rocketmq.telemetry;

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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Counts in Micrometer's global registry. Meters are looked up once, so that counting is cheap. */
final class MicrometerInboundMetrics implements InboundMetrics {

    private final MeterRegistry registry = Metrics.globalRegistry;
    private final Tags tags;
    private final DistributionSummary batchRecords;
    private final DistributionSummary batchBytes;
    private final Counter redelivered;
    private final Timer processTime;
    private final Counter refused;
    private final List<Meter> gauges = new ArrayList<>();
    private volatile double lag = Double.NaN;

    MicrometerInboundMetrics(String channel, String topic, String group) {
        this.tags = Tags.of("channel", channel, "topic", topic, "group", group);
        this.batchRecords = registry.summary("rocketmq.receive.batch.records", tags);
        this.batchBytes = registry.summary("rocketmq.receive.batch.bytes", tags);
        this.redelivered = registry.counter("rocketmq.receive.redelivered", tags);
        this.processTime = registry.timer("rocketmq.receive.process", tags);
        this.refused = registry.counter("rocketmq.receive.refused", tags);
        gauges.add(Gauge.builder("rocketmq.receive.lag", () -> lag).tags(tags).register(registry));
    }

    @Override
    public void received(int records, int bytes, boolean again) {
        batchRecords.record(records);
        batchBytes.record(bytes);
        if (again) {
            redelivered.increment();
        }
    }

    @Override
    public void acknowledged(long nanos) {
        processTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void acknowledgeFailed(ClientFailure failure) {
        count("rocketmq.receive.acknowledge.failures", failure.code());
    }

    @Override
    public void refused() {
        refused.increment();
    }

    @Override
    public void deadLettered(String cause) {
        count("rocketmq.receive.dead.lettered", cause);
    }

    @Override
    public void receiveFailed(ClientFailure failure) {
        count("rocketmq.receive.failures", failure.code());
    }

    private void count(String name, String cause) {
        registry.counter(name, tags.and("cause", cause)).increment();
    }

    @Override
    public void lag(long messages) {
        lag = messages;
    }

    @Override
    public void watch(IntSupplier unacknowledged) {
        gauges.add(Gauge.builder("rocketmq.receive.unacknowledged", unacknowledged::getAsInt)
                .tags(tags)
                .register(registry));
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}

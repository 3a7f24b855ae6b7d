package io.hookgate.rocketmq.outbound;

import io.hookgate.rocketmq.OutgoingRocketMqMetadata;
import io.hookgate.rocketmq.RocketMqPublishException;
import io.hookgate.rocketmq.RocketMqPublisher;
import io.hookgate.rocketmq.client.ChannelClock;
import io.hookgate.rocketmq.client.ClientSettings;
import io.hookgate.rocketmq.client.Connection;
import io.hookgate.rocketmq.client.Provisioning;
import io.hookgate.rocketmq.codec.BatchCodec;
import io.hookgate.rocketmq.log.ConnectorLog;
import io.hookgate.rocketmq.telemetry.OutboundMetrics;
import io.hookgate.rocketmq.telemetry.Tracing;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * An outgoing channel: spreads records over its shards by their ordering key, within the limits of its buffer.
 *
 * <p>Safe for use by many threads; no caller is ever blocked.
 */
public final class OutboundChannel implements Flow.Subscriber<Message<?>>, RocketMqPublisher {

    private static final Duration LONGEST_TICK = Duration.ofMillis(100);
    private static final int TICKS_PER_DEADLINE = 10;

    private final OutboundSettings settings;
    private final Connection<Producer> connection;
    private final OutboundMetrics metrics;
    private final Tracing tracing;
    private final BufferLimit buffer;
    private final List<Shard> shards;
    private final ChannelClock clock;
    private final AtomicInteger nextUnordered = new AtomicInteger();
    private final AtomicLong withheldRequests = new AtomicLong();
    private volatile Flow.@Nullable Subscription upstream;

    /** Creates the channel and begins to connect. */
    public OutboundChannel(
            OutboundSettings settings,
            ClientSettings client,
            BatchCodec codec,
            Provisioning provisioning,
            OutboundMetrics metrics,
            Tracing tracing) {
        this.settings = settings;
        this.metrics = metrics;
        this.tracing = tracing;
        this.clock = new ChannelClock(settings.channel(), "clock");
        this.buffer = new BufferLimit(settings.maxBufferedRecords(), settings.maxBufferedBytes(), this::requestMore);
        this.connection = new Connection<>(
                settings.channel(),
                client,
                () -> {
                    provisioning.prepare();
                    return producer(client);
                },
                opened -> {},
                () -> {});
        BatchSender sender = new ProducerSender(settings, client, codec, connection, metrics, tracing);
        int maxBatchRecords = Math.min(settings.maxBatchRecords(), codec.maxRecords());
        this.shards = IntStream.range(0, settings.shards())
                .mapToObj(number -> new Shard(number, settings, maxBatchRecords, sender, clock, metrics))
                .toList();
        metrics.watch(buffer::records, buffer::bytes);
        connection.start();
        startClock();
    }

    private Producer producer(ClientSettings client) throws ClientException {
        return ClientServiceProvider.loadService()
                .newProducerBuilder()
                .setClientConfiguration(client.toConfiguration())
                .setTopics(settings.topic())
                .setMaxAttempts(1)
                .build();
    }

    private void startClock() {
        long tick = Math.max(1, Math.min(settings.deadline().toMillis() / TICKS_PER_DEADLINE, LONGEST_TICK.toMillis()));
        clock.every(Duration.ofMillis(tick), () -> {
            long now = System.nanoTime();
            shards.forEach(shard -> shard.expire(now));
        });
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        subscription.request(settings.rejecting() ? Long.MAX_VALUE : settings.maxBufferedRecords());
    }

    @Override
    public void onNext(Message<?> message) {
        Completion completion = new Completion.OfMessage(message);
        if (!(message.getPayload() instanceof byte[] payload)) {
            reject(
                    new RocketMqPublishException.Refused(
                            settings.channel(), new IllegalArgumentException("The payload must be a byte[]")),
                    completion);
            return;
        }
        OutgoingRocketMqMetadata metadata =
                message.getMetadata(OutgoingRocketMqMetadata.class).orElseGet(OutgoingRocketMqMetadata::none);
        accept(payload, metadata, tracing.contextOf(message), completion);
    }

    @Override
    public void onError(Throwable failure) {
        ConnectorLog.LOG.debugf(failure, "The upstream of channel '%s' failed", settings.channel());
    }

    @Override
    public void onComplete() {
        ConnectorLog.LOG.debugf("The upstream of channel '%s' has completed", settings.channel());
    }

    @Override
    public CompletionStage<Void> publish(byte[] payload, OutgoingRocketMqMetadata metadata) {
        Completion.OfFuture completion = new Completion.OfFuture();
        accept(payload, metadata, tracing.currentContext(), completion);
        return completion;
    }

    private void accept(byte[] payload, OutgoingRocketMqMetadata metadata, Context context, Completion completion) {
        if (payload.length > settings.maxRecordBytes()) {
            reject(
                    new RocketMqPublishException.RecordTooLarge(
                            settings.channel(), payload.length, settings.maxRecordBytes()),
                    completion);
            return;
        }
        if (!settings.rejecting()) {
            buffer.acquire(payload.length);
        } else if (!buffer.tryAcquire(payload.length)) {
            reject(new RocketMqPublishException.BufferFull(settings.channel()), completion);
            return;
        }
        long deadline = System.nanoTime() + settings.deadline().toNanos();
        PendingRecord pending = new PendingRecord(payload, metadata, context, deadline, completion, buffer);
        if (!shardOf(metadata.key()).add(pending)) {
            RocketMqPublishException closed = new RocketMqPublishException.ChannelClosed(settings.channel(), false);
            metrics.failed(closed);
            pending.fail(closed);
        }
    }

    private void reject(RocketMqPublishException reason, Completion completion) {
        metrics.failed(reason);
        completion.failed(reason);
        if (!settings.rejecting()) {
            requestMore();
        }
    }

    private Shard shardOf(@Nullable String key) {
        int hash = key == null ? nextUnordered.getAndIncrement() : spread(key.hashCode());
        return shards.get(Math.floorMod(hash, shards.size()));
    }

    /** Keys that differ in the last characters only would otherwise meet in few shards. */
    private static int spread(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }

    private void requestMore() {
        Flow.Subscription subscription = upstream;
        if (settings.rejecting() || subscription == null) {
            return;
        }
        withheldRequests.incrementAndGet();
        if (buffer.hasRoomForBytes()) {
            long requests = withheldRequests.getAndSet(0);
            if (requests > 0) {
                subscription.request(requests);
            }
        }
    }

    /** The channel's name. */
    public String name() {
        return settings.channel();
    }

    /** Why the channel cannot publish now, or empty when it can. */
    public Optional<String> problem() {
        return connection.problem();
    }

    /**
     * Takes nothing more, waits until what it has is confirmed, but for the close timeout at most, and fails the rest.
     * Blocks.
     */
    public void close() {
        Flow.Subscription subscription = upstream;
        if (subscription != null) {
            subscription.cancel();
        }
        shards.forEach(Shard::stopAccepting);
        awaitIdle();
        int unconfirmed = shards.stream().mapToInt(Shard::close).sum();
        if (unconfirmed > 0) {
            ConnectorLog.LOG.closedUnconfirmed(settings.channel(), unconfirmed);
        }
        clock.close();
        connection.close(() -> {});
        metrics.close();
    }

    private void awaitIdle() {
        long until = System.nanoTime() + settings.closeTimeout().toNanos();
        boolean pending = shards.stream().anyMatch(shard -> !shard.isIdle());
        while (pending && System.nanoTime() - until < 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pending = shards.stream().anyMatch(shard -> !shard.isIdle());
        }
    }
}

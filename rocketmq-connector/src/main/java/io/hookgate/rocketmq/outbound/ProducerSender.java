package io.hookgate.rocketmq.outbound;

import io.hookgate.rocketmq.client.ClientFailure;
import io.hookgate.rocketmq.client.ClientSettings;
import io.hookgate.rocketmq.client.Connection;
import io.hookgate.rocketmq.codec.BatchCodec;
import io.hookgate.rocketmq.telemetry.OutboundMetrics;
import io.hookgate.rocketmq.telemetry.Tracing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.producer.Producer;

/** Makes bus messages of batches and hands them to the RocketMQ client. */
final class ProducerSender implements BatchSender {

    static final String CONTENT_TYPE = "content-type";

    private static final ClientServiceProvider CLIENT = ClientServiceProvider.loadService();

    private final OutboundSettings settings;
    private final ClientSettings client;
    private final BatchCodec codec;
    private final Connection<Producer> connection;
    private final OutboundMetrics metrics;
    private final Tracing tracing;

    ProducerSender(
            OutboundSettings settings,
            ClientSettings client,
            BatchCodec codec,
            Connection<Producer> connection,
            OutboundMetrics metrics,
            Tracing tracing) {
        this.settings = settings;
        this.client = client;
        this.codec = codec;
        this.connection = connection;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Override
    public boolean isReady() {
        return connection.current() != null;
    }

    @Override
    public CompletionStage<Void> send(int shard, List<PendingRecord> batch) {
        Producer producer = connection.current();
        if (producer == null) {
            return CompletableFuture.failedStage(new IllegalStateException("not connected"));
        }
        Map<String, String> properties = new HashMap<>(batch.get(0).properties());
        properties.put(CONTENT_TYPE, codec.contentType());
        Tracing.Span span = tracing.startPublish(
                settings.topic(), batch.stream().map(PendingRecord::context).toList(), properties);
        byte[] body;
        Message message;
        try {
            body = codec.join(batch.stream().map(PendingRecord::payload).toList());
            message = message(shard, batch.get(0), body, properties);
        } catch (RuntimeException e) {
            span.end(e);
            return CompletableFuture.failedStage(new IllegalArgumentException(ClientFailure.brief(e), e));
        }
        long started = System.nanoTime();
        return client.bounded(producer.sendAsync(message), Duration.ZERO).handle((receipt, failure) -> {
            span.end(failure);
            if (failure != null) {
                connection.failed(producer, failure);
                throw new CompletionException(ClientFailure.unwrap(failure));
            }
            connection.succeeded();
            metrics.sent(batch.size(), body.length, System.nanoTime() - started);
            return null;
        });
    }

    private Message message(int shard, PendingRecord first, byte[] body, Map<String, String> properties) {
        MessageBuilder builder =
                CLIENT.newMessageBuilder().setTopic(settings.topic()).setBody(body);
        if (settings.ordered()) {
            builder.setMessageGroup(settings.messageGroupPrefix() + shard);
        }
        String tag = first.tag() == null ? settings.tag() : first.tag();
        if (tag != null) {
            builder.setTag(tag);
        }
        properties.forEach(builder::addProperty);
        return builder.build();
    }
}

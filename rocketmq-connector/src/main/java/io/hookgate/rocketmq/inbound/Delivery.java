package io.hookgate.rocketmq.inbound;

import io.hookgate.rocketmq.IncomingRocketMqMetadata;
import io.hookgate.rocketmq.client.ClientSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.java.message.MessageViewImpl;
import org.jspecify.annotations.Nullable;

/**
 * One bus message in our hands, from its receipt to its settlement.
 *
 * <p>Requests to the broker about it are made one after another, because each renewal changes the handle that the next
 * request needs. Safe for use by many threads.
 */
final class Delivery {

    private static final String BROKER_PROPERTY_PREFIX = "__";

    private final SimpleConsumer consumer;
    private final ClientSettings client;
    private final MessageView view;
    private final IncomingRocketMqMetadata metadata;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile long visibleAtNanos;
    private volatile boolean renewable = true;
    private volatile long emittedNanos;
    private volatile List<byte[]> records = List.of();
    private CompletableFuture<Void> lastRequest = CompletableFuture.completedFuture(null);

    Delivery(SimpleConsumer consumer, ClientSettings client, MessageView view, int attempt, long visibleAtNanos) {
        this.consumer = consumer;
        this.client = client;
        this.view = view;
        this.visibleAtNanos = visibleAtNanos;
        this.metadata = new IncomingRocketMqMetadata(
                view.getMessageId().toString(),
                view.getTopic(),
                view.getMessageGroup().orElse(null),
                view.getTag().orElse(null),
                attempt,
                Instant.ofEpochMilli(view.getBornTimestamp()),
                userProperties(view));
    }

    /** The broker mixes some of its own among them, such as the message group, which only confuse when sent on. */
    private static Map<String, String> userProperties(MessageView view) {
        Map<String, String> properties = view.getProperties();
        properties.keySet().removeIf(name -> name.startsWith(BROKER_PROPERTY_PREFIX));
        return properties;
    }

    /** The client that received it; another must not settle it. */
    SimpleConsumer consumer() {
        return consumer;
    }

    IncomingRocketMqMetadata metadata() {
        return metadata;
    }

    String messageId() {
        return metadata.messageId();
    }

    int attempt() {
        return metadata.deliveryAttempt();
    }

    @Nullable
    String messageGroup() {
        return metadata.messageGroup();
    }

    byte[] body() {
        ByteBuffer body = view.getBody();
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    /** What the body consists of, as soon as it is known. */
    List<byte[]> records() {
        return records;
    }

    void split(List<byte[]> found) {
        records = found;
    }

    /** Whether it may be handed out together with one before it of the same group. */
    boolean joins(Delivery before) {
        return consumer == before.consumer && attempt() == 1 && before.attempt() == 1;
    }

    /** Whether the body is not what was sent. */
    boolean isCorrupted() {
        return view instanceof MessageViewImpl known && known.isCorrupted();
    }

    void emitted(long nowNanos) {
        emittedNanos = nowNanos;
    }

    long emittedNanos() {
        return emittedNanos;
    }

    boolean isSettled() {
        return settled.get();
    }

    /** Returns true once: to whoever decides about the message. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    /** Whether the message stays hidden from other consumers for less than that. */
    boolean needsRenewal(long nowNanos, Duration atLeast) {
        return renewable && visibleAtNanos - nowNanos < atLeast.toNanos();
    }

    /** The handle is void: the message will be delivered again whatever we do. */
    void renewNoMore() {
        renewable = false;
    }

    CompletionStage<Void> acknowledge() {
        return enqueue(() -> consumer.ackAsync(view));
    }

    /** Makes the message visible again after that time, counted from now. */
    CompletionStage<Void> hide(Duration time) {
        return enqueue(() -> keepingHandle(() -> consumer.changeInvisibleDurationAsync(view, time)));
    }

    /** When it is refused to hide a message longer, the client forgets the message's handle; the old one is still good. */
    private CompletableFuture<Void> keepingHandle(Supplier<CompletableFuture<Void>> request) {
        if (!(view instanceof MessageViewImpl known)) {
            return request.get();
        }
        String handle = known.getReceiptHandle();
        return request.get().whenComplete((done, failure) -> {
            if (failure != null) {
                known.setReceiptHandle(handle);
            }
        });
    }

    /** Hides the message longer, unless a request about it is under way. */
    CompletionStage<Void> renew(Duration time, long nowNanos) {
        synchronized (this) {
            if (!lastRequest.isDone()) {
                return CompletableFuture.completedFuture(null);
            }
        }
        return hide(time).thenAccept(done -> visibleAtNanos = nowNanos + time.toNanos());
    }

    private synchronized CompletionStage<Void> enqueue(Supplier<CompletableFuture<Void>> request) {
        lastRequest = lastRequest
                .handle((done, failure) -> null)
                .thenCompose(ignored -> client.bounded(request.get(), Duration.ZERO));
        return lastRequest;
    }
}

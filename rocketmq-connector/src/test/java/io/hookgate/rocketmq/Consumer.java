package io.hookgate.rocketmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumes an incoming channel: remembers what it got, and does with each message what the test says. */
final class Consumer implements Flow.Subscriber<Message<RocketMqBatch>> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long demand;
    private final boolean remembering;
    private final BiConsumer<Consumer, Message<RocketMqBatch>> handler;
    private final List<Message<RocketMqBatch>> messages = new ArrayList<>();
    private volatile Flow.Subscription subscription;

    private Consumer(long demand, boolean remembering, BiConsumer<Consumer, Message<RocketMqBatch>> handler) {
        this.demand = demand;
        this.remembering = remembering;
        this.handler = handler;
    }

    /** Acknowledges everything at once. */
    static Consumer acknowledging() {
        return handling((consumer, message) -> message.ack());
    }

    static Consumer handling(BiConsumer<Consumer, Message<RocketMqBatch>> handler) {
        return new Consumer(Long.MAX_VALUE, true, handler);
    }

    /** Does not remember what it got, for more than fits into memory. */
    static Consumer forgetting(BiConsumer<Consumer, Message<RocketMqBatch>> handler) {
        return new Consumer(Long.MAX_VALUE, false, handler);
    }

    /** Asks for so many messages only; {@link #request} asks for more. */
    static Consumer asking(long demand, BiConsumer<Consumer, Message<RocketMqBatch>> handler) {
        return new Consumer(demand, true, handler);
    }

    void request(long more) {
        subscription.request(more);
    }

    @Override
    public void onSubscribe(Flow.Subscription created) {
        subscription = created;
        if (demand > 0) {
            created.request(demand);
        }
    }

    @Override
    public void onNext(Message<RocketMqBatch> message) {
        if (remembering) {
            synchronized (messages) {
                messages.add(message);
            }
        }
        handler.accept(this, message);
    }

    @Override
    public void onError(Throwable failure) {
        throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}

    List<Message<RocketMqBatch>> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    List<String> records() {
        return messages().stream().flatMap(Consumer::recordsOf).toList();
    }

    static Stream<String> recordsOf(Message<RocketMqBatch> message) {
        return message.getPayload().records().stream().map(bytes -> new String(bytes, UTF_8));
    }

    void awaitMessages(int count) {
        await().atMost(PATIENCE).until(() -> messages().size() >= count);
    }

    void awaitRecords(long count) {
        await().atMost(PATIENCE)
                .until(() -> messages().stream()
                                .mapToLong(message ->
                                        message.getPayload().records().size())
                                .sum()
                        >= count);
    }
}

package io.hookgate.rocketmq.inbound;

import io.hookgate.rocketmq.client.ChannelClock;
import io.hookgate.rocketmq.client.ClientFailure;
import io.hookgate.rocketmq.client.ClientSettings;
import io.hookgate.rocketmq.client.Connection;
import io.hookgate.rocketmq.log.ConnectorLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.apache.rocketmq.client.apis.producer.SendReceipt;

/**
 * Puts messages on the dead-letter topic: body and properties as they were, and in further properties why, and where they
 * came from. It connects at the first dead letter, and tries until it has succeeded.
 */
final class DeadLetters {

    static final String UNDECODABLE = "undecodable";
    static final String REFUSED = "refused";
    static final String ATTEMPTS_EXHAUSTED = "attempts-exhausted";

    private static final ClientServiceProvider CLIENT = ClientServiceProvider.loadService();
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MAX_REASON = 1000;

    private final InboundSettings settings;
    private final ClientSettings client;
    private final ChannelClock clock;
    private final Connection<Producer> connection;
    private final AtomicBoolean started = new AtomicBoolean();

    DeadLetters(InboundSettings settings, ClientSettings client, ChannelClock clock) {
        this.settings = settings;
        this.client = client;
        this.clock = clock;
        this.connection = new Connection<>(
                settings.channel() + "-dead-letters",
                client,
                () -> CLIENT.newProducerBuilder()
                        .setClientConfiguration(client.toConfiguration())
                        .setTopics(settings.deadLetterTopic())
                        .setMaxAttempts(1)
                        .build(),
                opened -> {},
                () -> {});
    }

    /** Completes when the broker has confirmed the dead letter; fails only when the channel is closed before. */
    CompletionStage<Void> put(Delivery delivery, String cause, Throwable reason) {
        if (started.compareAndSet(false, true)) {
            connection.start();
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        attempt(delivery, message(delivery, cause, reason), FIRST_PAUSE, done);
        return done;
    }

    private void attempt(Delivery delivery, Message letter, Duration pause, CompletableFuture<Void> done) {
        Producer producer = connection.current();
        if (producer == null) {
            again(delivery, letter, FIRST_PAUSE, done);
            return;
        }
        CompletionStage<SendReceipt> sending = client.bounded(producer.sendAsync(letter), Duration.ZERO);
        sending.whenComplete((receipt, failure) -> {
            if (failure == null) {
                connection.succeeded();
                done.complete(null);
                return;
            }
            connection.failed(producer, failure);
            ConnectorLog.LOG.deadLetterFailed(
                    settings.channel(), delivery.messageId(), settings.deadLetterTopic(), ClientFailure.brief(failure));
            again(delivery, letter, pause, done);
        });
    }

    private void again(Delivery delivery, Message letter, Duration pause, CompletableFuture<Void> done) {
        Duration doubled = pause.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        if (!clock.after(pause, () -> attempt(delivery, letter, next, done))) {
            done.completeExceptionally(new IllegalStateException("the channel is closed"));
        }
    }

    private Message message(Delivery delivery, String cause, Throwable reason) {
        Map<String, String> properties = new HashMap<>(delivery.metadata().properties());
        properties.put("dead-letter-cause", cause);
        properties.put("dead-letter-reason", text(reason));
        properties.put("dead-letter-topic", settings.topic());
        properties.put("dead-letter-group", settings.group());
        properties.put("dead-letter-message-id", delivery.messageId());
        properties.put("dead-letter-attempts", Integer.toString(delivery.attempt()));
        String messageGroup = delivery.messageGroup();
        if (messageGroup != null) {
            properties.put("dead-letter-message-group", messageGroup);
        }
        MessageBuilder builder =
                CLIENT.newMessageBuilder().setTopic(settings.deadLetterTopic()).setBody(delivery.body());
        String tag = delivery.metadata().tag();
        if (tag != null) {
            builder.setTag(tag);
        }
        properties.forEach((name, value) -> {
            if (!value.isBlank()) {
                builder.addProperty(name, value);
            }
        });
        return builder.build();
    }

    /** No stack trace, no line breaks, bounded: the broker bounds properties, and people read them in lists. */
    static String text(Throwable reason) {
        String message = reason.getMessage();
        String text = message == null || message.isBlank() ? reason.getClass().getName() : message;
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON);
    }

    void close() {
        connection.close(() -> {});
    }
}

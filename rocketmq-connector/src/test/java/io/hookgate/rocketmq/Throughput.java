package io.hookgate.rocketmq;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Measures records per second from publication to acknowledgement, with records of 1 KiB, on one machine with the broker.
 * Not a test: run it by hand. Arguments: records, shards, unconfirmed records, {@code direct} or {@code message}.
 */
final class Throughput {

    private static final int BYTES = 1024;

    private Throughput() {}

    public static void main(String[] arguments) throws Exception {
        int records = Integer.parseInt(arguments[0]);
        int window = Integer.parseInt(arguments[2]);
        String topic = SharedBroker.unused("throughput");
        Map<String, String> outgoing = SharedBroker.attributes(topic);
        outgoing.put("shards", arguments[1]);
        outgoing.put("deadline-ms", "60000");
        Map<String, String> incoming = SharedBroker.attributes(topic);
        incoming.put("group", topic);
        AtomicLong received = new AtomicLong();
        AtomicLong messages = new AtomicLong();
        try (Application application = new Application()) {
            application.incoming("in", incoming, Consumer.forgetting((self, message) -> {
                received.addAndGet(message.getPayload().records().size());
                messages.incrementAndGet();
                message.ack();
            }));
            Flow.Subscriber<Message<?>> subscriber = application.subscriber("out", outgoing);
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long count) {}

                @Override
                public void cancel() {}
            });
            RocketMqPublisher publisher = application.connector().publisher("out");
            application.awaitReady();
            for (int round = 0; round < 4; round++) {
                long before = received.get();
                long messagesBefore = messages.get();
                long started = System.nanoTime();
                publish(arguments[3].equals("direct") ? publisher : viaMessages(subscriber), records, window);
                long confirmed = System.nanoTime();
                await().pollInterval(Duration.ofMillis(5))
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> received.get() >= before + records);
                long done = System.nanoTime();
                System.out.printf(
                        "round %d: %,d records/s confirmed, %,d records/s end to end, %.1f records per message%n",
                        round,
                        perSecond(records, confirmed - started),
                        perSecond(records, done - started),
                        (double) records / (messages.get() - messagesBefore));
            }
            latency(publisher);
        }
        System.exit(0);
    }

    private static RocketMqPublisher viaMessages(Flow.Subscriber<Message<?>> subscriber) {
        return (payload, metadata) -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            subscriber.onNext(Message.of(
                            payload,
                            () -> {
                                done.complete(null);
                                return CompletableFuture.completedFuture(null);
                            },
                            failure -> {
                                done.completeExceptionally(failure);
                                return CompletableFuture.completedFuture(null);
                            })
                    .addMetadata(metadata));
            return done;
        };
    }

    private static void publish(RocketMqPublisher publisher, int records, int window) {
        Semaphore unconfirmed = new Semaphore(window);
        for (int number = 0; number < records; number++) {
            unconfirmed.acquireUninterruptibly();
            publisher
                    .publish(new byte[BYTES], OutgoingRocketMqMetadata.ofKey("key" + number % 1000))
                    .whenComplete((done, failure) -> unconfirmed.release());
        }
        unconfirmed.acquireUninterruptibly(window);
    }

    private static void latency(RocketMqPublisher publisher) throws Exception {
        long started = System.nanoTime();
        int records = 200;
        for (int number = 0; number < records; number++) {
            publisher
                    .publish(new byte[BYTES], OutgoingRocketMqMetadata.ofKey("key" + number))
                    .toCompletableFuture()
                    .get();
        }
        System.out.printf(
                "a lone record is confirmed in %.2f ms%n",
                Duration.ofNanos(System.nanoTime() - started).toNanos() / 1e6 / records);
    }

    private static long perSecond(int records, long nanos) {
        return Math.round(records * 1e9 / nanos);
    }
}

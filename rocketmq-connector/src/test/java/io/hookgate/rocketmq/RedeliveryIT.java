package io.hookgate.rocketmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class RedeliveryIT {

    private final String topic = SharedBroker.unused("redelivery");
    private final String group = SharedBroker.unused("redelivery");

    @Test
    void deliversARefusedMessageAgainAfterAGrowingDelayAndInOrder() throws Exception {
        List<Long> attemptsAt = new CopyOnWriteArrayList<>();
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", unbatched());
            Map<String, String> incoming = incoming();
            incoming.put("redelivery-initial-ms", "200");
            incoming.put("redelivery-factor", "4");
            Consumer consumer = application.incoming("in", incoming, Consumer.handling((self, message) -> {
                if (text(message).equals("key:0") && attempt(message) < 3) {
                    attemptsAt.add(System.nanoTime());
                    message.nack(new IllegalStateException("not yet"));
                    return;
                }
                if (text(message).equals("key:0")) {
                    attemptsAt.add(System.nanoTime());
                }
                message.ack();
            }));
            application.awaitReady();

            List<CompletableFuture<Void>> publishing = new ArrayList<>();
            for (int number = 0; number < 5; number++) {
                publishing.add(Records.publish(publisher, "key", number));
            }
            Records.awaitAll(publishing);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> consumer.records().contains("key:4"));

            assertThat(consumer.records().subList(0, 3)).containsExactly("key:0", "key:0", "key:0");
            assertThat(consumer.messages().stream().limit(3).map(RedeliveryIT::attempt))
                    .containsExactly(1, 2, 3);
            Records.assertOrderPerKey(consumer.records());
            assertThat(attemptsAt.get(1) - attemptsAt.get(0))
                    .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(190));
            assertThat(attemptsAt.get(2) - attemptsAt.get(1))
                    .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(790));
        }
    }

    @Test
    void putsAMessageOnTheDeadLetterTopicAfterItsLastAttempt() throws Exception {
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", unbatched());
            Map<String, String> incoming = incoming();
            incoming.put("redelivery-initial-ms", "10");
            incoming.put("max-attempts", "2");
            Consumer consumer = application.incoming("in", incoming, Consumer.handling((self, message) -> {
                if (text(message).equals("poison")) {
                    message.nack(new IllegalStateException("line one\nline two"));
                    return;
                }
                message.ack();
            }));
            Consumer dead = application.incoming("dead", deadLetters(), Consumer.acknowledging());
            application.awaitReady();

            publisher
                    .publish(
                            "poison".getBytes(UTF_8),
                            OutgoingRocketMqMetadata.ofKey("k").withProperties(Map.of("colour", "red")))
                    .toCompletableFuture()
                    .get();
            publisher
                    .publish("fine".getBytes(UTF_8), OutgoingRocketMqMetadata.ofKey("k"))
                    .toCompletableFuture()
                    .get();
            dead.awaitMessages(1);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> consumer.records().contains("fine"));

            IncomingRocketMqMetadata letter =
                    dead.messages().get(0).getPayload().metadata();
            assertThat(dead.records()).containsExactly("poison");
            assertThat(letter.properties())
                    .containsEntry("dead-letter-cause", "attempts-exhausted")
                    .containsEntry("dead-letter-reason", "line one line two")
                    .containsEntry("dead-letter-topic", topic)
                    .containsEntry("dead-letter-group", group)
                    .containsEntry("dead-letter-attempts", "2")
                    .containsEntry("colour", "red")
                    .containsKeys("dead-letter-message-id", "dead-letter-message-group");
            assertThat(consumer.records()).containsExactly("poison", "poison", "fine");
        }
    }

    @Test
    void putsUndecodableAndRefusedMessagesOnTheDeadLetterTopicAtOnce() throws Exception {
        try (Application application = new Application()) {
            RocketMqPublisher raw = application.outgoing("out", unbatched());
            Map<String, String> incoming = incoming();
            incoming.put("batch-codec", "length-prefixed");
            Consumer consumer = application.incoming(
                    "in",
                    incoming,
                    Consumer.handling((self, message) ->
                            message.nack(new RocketMqNackException.DeadLetter("never", new Exception("cause")))));
            Consumer dead = application.incoming("dead", deadLetters(), Consumer.acknowledging());
            application.awaitReady();

            raw.publish("no frame".getBytes(UTF_8), OutgoingRocketMqMetadata.ofKey("k"))
                    .toCompletableFuture()
                    .get();
            raw.publish(new byte[] {0, 0, 0, 1, 'x'}, OutgoingRocketMqMetadata.ofKey("k"))
                    .toCompletableFuture()
                    .get();
            dead.awaitMessages(2);

            assertThat(dead.messages().stream()
                            .map(letter -> letter.getPayload()
                                    .metadata()
                                    .property("dead-letter-cause")
                                    .orElse("")))
                    .containsExactlyInAnyOrder("undecodable", "refused");
            assertThat(consumer.records()).containsExactly("x");
        }
    }

    @Test
    void findsTheOneMessageToBlameAmongSeveral() throws Exception {
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", unbatched());
            Records.publish(publisher, "key", 0).get();
            publisher
                    .publish("poison".getBytes(UTF_8), OutgoingRocketMqMetadata.ofKey("key"))
                    .toCompletableFuture()
                    .get();
            Records.publish(publisher, "key", 1).get();
            Records.publish(publisher, "key", 2).get();
            Map<String, String> incoming = incoming();
            incoming.put("max-messages-per-batch", "10");
            Consumer consumer = application.incoming("in", incoming, Consumer.handling((self, message) -> {
                if (Consumer.recordsOf(message).anyMatch("poison"::equals)) {
                    message.nack(new RocketMqNackException.DeadLetter("never", new Exception("cause")));
                    return;
                }
                message.ack();
            }));
            Consumer dead = application.incoming("dead", deadLetters(), Consumer.acknowledging());
            dead.awaitMessages(1);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> acknowledged(consumer).contains("key:2"));

            assertThat(dead.records()).containsExactly("poison");
            assertThat(acknowledged(consumer)).containsExactly("key:0", "key:1", "key:2");
            assertThat(consumer.messages().get(0).getPayload().records()).hasSizeGreaterThan(1);
        }
    }

    private static List<String> acknowledged(Consumer consumer) {
        return consumer.messages().stream()
                .filter(message -> Consumer.recordsOf(message).noneMatch("poison"::equals))
                .flatMap(Consumer::recordsOf)
                .toList();
    }

    @Test
    void triesForEverWhereTheMessageIsNotToBlame() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", unbatched());
            Map<String, String> incoming = incoming();
            incoming.put("max-attempts", "1");
            Consumer consumer = application.incoming("in", incoming, Consumer.handling((self, message) -> {
                if (failures.incrementAndGet() <= 4) {
                    message.nack(new RocketMqNackException.RetryLater("database is down", Duration.ofMillis(1), null));
                    return;
                }
                message.ack();
            }));

            Records.publish(publisher, "record").get();
            consumer.awaitMessages(5);

            assertThat(consumer.messages().stream().map(RedeliveryIT::attempt)).containsExactly(1, 2, 3, 4, 5);
        }
    }

    @Test
    void doesNotDeliverAMessageAgainWhileItIsProcessedSlowly() throws Exception {
        Set<Message<RocketMqBatch>> slow = ConcurrentHashMap.newKeySet();
        try (Application application = new Application();
                Application other = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", unbatched());
            Consumer consumer =
                    application.incoming("in", incoming(), Consumer.handling((self, message) -> slow.add(message)));
            Consumer competitor =
                    other.incoming("in", incoming(), Consumer.handling((self, message) -> slow.add(message)));
            application.awaitReady();
            other.awaitReady();

            Records.publish(publisher, "key", 0).get();
            Records.publish(publisher, "key", 1).get();
            await().until(() -> !slow.isEmpty());
            // Longer than the invisible time, which cannot be made shorter than ten seconds.
            await().pollDelay(Duration.ofSeconds(12))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> true);
            assertThat(slow).hasSize(1);
            Message<RocketMqBatch> first = slow.iterator().next();
            first.ack().toCompletableFuture().get();
            await().atMost(Duration.ofSeconds(60)).until(() -> slow.size() == 2);

            assertThat(slow.stream().map(RedeliveryIT::text)).containsExactlyInAnyOrder("key:0", "key:1");
            assertThat(slow.stream().map(RedeliveryIT::attempt)).containsOnly(1);
            assertThat(consumer.messages().size() + competitor.messages().size())
                    .isEqualTo(2);
            slow.forEach(Message::ack);
        }
    }

    @Test
    void holdsABoundedNumberOfUnsettledMessages() throws Exception {
        AtomicInteger unsettled = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        BlockingQueue<Message<RocketMqBatch>> held = new LinkedBlockingQueue<>();
        Map<String, String> outgoing = unbatched();
        outgoing.put("shards", "64");
        Map<String, String> incoming = incoming();
        incoming.put("max-unacked-messages", "5");
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", outgoing);
            List<CompletableFuture<Void>> publishing = new ArrayList<>();
            for (int number = 0; number < 20; number++) {
                publishing.add(Records.publish(publisher, "record" + number));
            }
            Records.awaitAll(publishing);
            Consumer consumer = application.incoming("in", incoming, Consumer.handling((self, message) -> {
                most.accumulateAndGet(unsettled.incrementAndGet(), Math::max);
                held.add(message);
            }));

            for (int settled = 0; settled < 20; settled++) {
                Message<RocketMqBatch> oldest = held.poll(60, TimeUnit.SECONDS);
                unsettled.decrementAndGet();
                oldest.ack().toCompletableFuture().get();
            }

            assertThat(most).hasValueLessThanOrEqualTo(5);
            assertThat(consumer.records()).hasSize(20).doesNotHaveDuplicates();
        }
    }

    @Test
    void emitsOnlyWhatIsAskedFor() throws Exception {
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", unbatched());
            Consumer consumer =
                    application.incoming("in", incoming(), Consumer.asking(2, (self, message) -> message.ack()));
            List<CompletableFuture<Void>> publishing = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                publishing.add(Records.publish(publisher, "record" + number));
            }
            Records.awaitAll(publishing);
            consumer.awaitMessages(2);
            assertThat(consumer.messages()).hasSize(2);

            consumer.request(8);
            consumer.awaitMessages(10);

            assertThat(consumer.records()).hasSize(10).doesNotHaveDuplicates();
        }
    }

    @Test
    void givesBackWhatIsUnsettledWhenItCloses() throws Exception {
        Map<String, String> incoming = incoming();
        incoming.put("drain-timeout-ms", "50");
        try (Application successor = new Application()) {
            try (Application application = new Application()) {
                RocketMqPublisher publisher = application.outgoing("out", unbatched());
                Consumer stuck = application.incoming("in", incoming, Consumer.handling((self, message) -> {}));
                Records.publish(publisher, "key", 0).get();
                Records.publish(publisher, "key", 1).get();
                stuck.awaitMessages(1);
            }
            Consumer consumer = successor.incoming("in", incoming, Consumer.acknowledging());
            consumer.awaitRecords(2);

            assertThat(consumer.records()).containsExactly("key:0", "key:1");
        }
    }

    private static String text(Message<RocketMqBatch> message) {
        return Consumer.recordsOf(message).findFirst().orElseThrow();
    }

    private static int attempt(Message<RocketMqBatch> message) {
        return message.getPayload().metadata().deliveryAttempt();
    }

    private Map<String, String> unbatched() {
        Map<String, String> attributes = SharedBroker.attributes(topic);
        attributes.put("batch-codec", "none");
        return attributes;
    }

    private Map<String, String> incoming() {
        Map<String, String> attributes = unbatched();
        attributes.put("group", group);
        return attributes;
    }

    private Map<String, String> deadLetters() {
        Map<String, String> attributes = SharedBroker.attributes(topic + "-dead-letter");
        attributes.put("batch-codec", "none");
        attributes.put("fifo", "false");
        attributes.put("group", group + "-dead");
        return attributes;
    }
}

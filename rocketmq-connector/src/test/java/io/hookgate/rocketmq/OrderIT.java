package io.hookgate.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderIT {

    private static final int KEYS = 300;
    private static final int RECORDS_PER_KEY = 40;

    private final String topic = SharedBroker.unused("order");

    @Test
    void keepsTheOrderOfEachKeyAndLosesNothing() throws Exception {
        try (Application application = new Application()) {
            Consumer consumer = application.incoming("in", incoming("order"), Consumer.acknowledging());
            RocketMqPublisher publisher = application.outgoing("out", SharedBroker.attributes(topic));
            application.awaitReady();

            List<CompletableFuture<Void>> publishing = new ArrayList<>();
            for (int number = 0; number < RECORDS_PER_KEY; number++) {
                for (int key = 0; key < KEYS; key++) {
                    publishing.add(Records.publish(publisher, "key" + key, number));
                }
            }
            Records.awaitAll(publishing);
            consumer.awaitRecords((long) KEYS * RECORDS_PER_KEY);

            assertThat(consumer.records()).hasSize(KEYS * RECORDS_PER_KEY);
            assertThat(Records.firstOccurrences(consumer.records()))
                    .hasSize(KEYS)
                    .allSatisfy((key, numbers) -> assertThat(numbers)
                            .as(key)
                            .containsExactlyElementsOf(
                                    IntStream.range(0, RECORDS_PER_KEY).boxed().toList()));
            assertThat(consumer.messages()).as("records travel in batches").hasSizeLessThan(KEYS * RECORDS_PER_KEY / 2);
        }
    }

    @Test
    void handsOutTogetherWhatHasGathered() throws Exception {
        Map<String, String> outgoing = SharedBroker.attributes(topic);
        outgoing.put("batch-codec", "none");
        outgoing.put("batch-interval-ms", "0");
        Map<String, String> incoming = incoming("together");
        incoming.put("batch-codec", "none");
        incoming.put("max-messages-per-batch", "5");
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", outgoing);
            List<CompletableFuture<Void>> publishing = new ArrayList<>();
            for (int number = 0; number < RECORDS_PER_KEY; number++) {
                for (int key = 0; key < 10; key++) {
                    publishing.add(Records.publish(publisher, "key" + key, number));
                }
            }
            Records.awaitAll(publishing);

            Consumer consumer = application.incoming("in", incoming, Consumer.acknowledging());
            consumer.awaitRecords(10L * RECORDS_PER_KEY);

            Records.assertOrderPerKey(consumer.records());
            assertThat(consumer.records()).hasSize(10 * RECORDS_PER_KEY).doesNotHaveDuplicates();
            assertThat(consumer.messages().stream()
                            .mapToInt(message -> message.getPayload().records().size())
                            .max())
                    .hasValue(5);
        }
    }

    @Test
    void receivesTheFirstMessageOfEveryQueueOfAFreshTopic() throws Exception {
        Map<String, String> outgoing = SharedBroker.attributes(topic);
        outgoing.put("shards", "64");
        outgoing.put("batch-codec", "none");
        Map<String, String> incoming = incoming("first");
        incoming.put("batch-codec", "none");
        try (Application application = new Application()) {
            Consumer consumer = application.incoming("in", incoming, Consumer.acknowledging());
            RocketMqPublisher publisher = application.outgoing("out", outgoing);
            application.awaitReady();

            List<CompletableFuture<Void>> publishing = new ArrayList<>();
            for (int number = 0; number < 64; number++) {
                publishing.add(publisher
                        .publish(Records.record("unordered", number), OutgoingRocketMqMetadata.none())
                        .toCompletableFuture());
            }
            Records.awaitAll(publishing);
            consumer.awaitMessages(64);

            assertThat(consumer.messages().stream()
                            .map(message -> message.getPayload().metadata().messageGroup()))
                    .hasSize(64)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void letsANewGroupStartAtTheOldestMessage() throws Exception {
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", SharedBroker.attributes(topic));
            for (int number = 0; number < 50; number++) {
                Records.publish(publisher, "key" + number, 0).get();
            }

            Consumer consumer = application.incoming("in", incoming("late"), Consumer.acknowledging());
            consumer.awaitRecords(50);

            assertThat(consumer.records()).hasSize(50).doesNotHaveDuplicates();
        }
    }

    @Test
    void letsANewGroupStartAtTheNewestMessageWhereAskedTo() throws Exception {
        Map<String, String> incoming = incoming("latest");
        incoming.put("initial-offset", "latest");
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", SharedBroker.attributes(topic));
            Records.publish(publisher, "before").get();
            Consumer consumer = application.incoming("in", incoming, Consumer.acknowledging());
            application.awaitReady();

            Records.publish(publisher, "after").get();
            consumer.awaitRecords(1);

            assertThat(consumer.records()).containsExactly("after");
        }
    }

    private Map<String, String> incoming(String group) {
        Map<String, String> attributes = SharedBroker.attributes(topic);
        attributes.put("group", SharedBroker.unused(group));
        return attributes;
    }
}

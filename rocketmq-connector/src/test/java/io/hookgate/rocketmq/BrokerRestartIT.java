package io.hookgate.rocketmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, for it kills the broker that all tests share. */
@Isolated
class BrokerRestartIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLS = 2;
    private static final int KEYS = 40;
    private static final int RECORDS_BETWEEN_KILLS = 1500;

    private final String topic = SharedBroker.unused("restart");

    @Test
    void losesNothingAndKeepsOrderWhenTheBrokerIsKilledUnderLoad() throws Exception {
        Map<String, String> outgoing = SharedBroker.attributes(topic);
        // However long the broker takes to start on a busy machine: only a lost record may fail this test.
        outgoing.put("deadline-ms", "600000");
        Map<String, String> incoming = SharedBroker.attributes(topic);
        incoming.put("group", topic);
        try (Application application = new Application();
                Load load = new Load(application.outgoing("out", outgoing))) {
            Consumer consumer = application.incoming("in", incoming, Consumer.acknowledging());
            application.awaitReady();
            load.start();
            for (int kill = 1; kill <= KILLS; kill++) {
                int enough = load.confirmed() + RECORDS_BETWEEN_KILLS;
                await().atMost(PATIENCE).until(() -> load.confirmed() >= enough);
                SharedBroker.broker().killBroker();
                SharedBroker.broker().restartBroker();
            }
            int enough = load.confirmed() + RECORDS_BETWEEN_KILLS;
            await().atMost(PATIENCE).until(() -> load.confirmed() >= enough);
            load.close();

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(new HashSet<>(consumer.records())).containsAll(load.confirmedRecords()));
            Records.assertOrderPerKey(consumer.records());
            assertThat(load.failed()).as("records that were given up").isZero();
        }
    }

    /** Publishes as fast as a bounded number of unconfirmed records lets it. */
    private static final class Load implements AutoCloseable {

        private final RocketMqPublisher publisher;
        private final Semaphore unconfirmed = new Semaphore(400);
        private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
        private final AtomicInteger failed = new AtomicInteger();
        private final Thread thread = new Thread(this::publish, "load");
        private volatile boolean stopped;

        Load(RocketMqPublisher publisher) {
            this.publisher = publisher;
        }

        void start() {
            thread.start();
        }

        private void publish() {
            for (int number = 0; !stopped; number++) {
                for (int key = 0; key < KEYS; key++) {
                    unconfirmed.acquireUninterruptibly();
                    byte[] payload = Records.record("key" + key, number);
                    publisher
                            .publish(payload, OutgoingRocketMqMetadata.ofKey("key" + key))
                            .whenComplete((done, failure) -> {
                                if (failure == null) {
                                    confirmed.add(new String(payload, UTF_8));
                                } else {
                                    failed.incrementAndGet();
                                }
                                unconfirmed.release();
                            });
                }
            }
            unconfirmed.acquireUninterruptibly(400);
            unconfirmed.release(400);
        }

        int confirmed() {
            return confirmed.size();
        }

        Set<String> confirmedRecords() {
            return confirmed;
        }

        int failed() {
            return failed.get();
        }

        @Override
        public void close() throws InterruptedException {
            stopped = true;
            thread.join();
        }
    }
}

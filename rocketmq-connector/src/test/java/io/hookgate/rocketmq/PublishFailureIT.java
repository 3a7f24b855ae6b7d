package io.hookgate.rocketmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class PublishFailureIT {

    private final String topic = SharedBroker.unused("publish");

    @Test
    void startsWithoutABrokerAndPublishesWhenItIsThere() throws Exception {
        try (Relay network = new Relay(SharedBroker.broker().proxyEndpoints());
                Application application = new Application()) {
            Map<String, String> outgoing = through(network);
            RocketMqPublisher publisher = application.outgoing("out", outgoing);
            Map<String, String> incoming = through(network);
            incoming.put("group", topic);
            Consumer consumer = application.incoming("in", incoming, Consumer.acknowledging());
            CompletableFuture<Void> publishing = Records.publish(publisher, "early");
            await().untilAsserted(() -> assertThat(
                            application.connector().getReadiness().getChannels())
                    .hasSize(2)
                    .allSatisfy(channel -> {
                        assertThat(channel.isOk()).isFalse();
                        assertThat(channel.getMessage()).contains("cannot reach");
                    }));
            assertThat(application.connector().getLiveness().isOk()).isTrue();
            assertThat(application.connector().getStartup().isOk()).isTrue();

            network.mend();
            publishing.get();
            consumer.awaitRecords(1);

            application.awaitReady();
            assertThat(consumer.records()).containsExactly("early");
        }
    }

    @Test
    void failsARecordAfterItsDeadlineAndNeverSendsIt() throws Exception {
        try (Relay network = new Relay(SharedBroker.broker().proxyEndpoints());
                Application application = new Application()) {
            Map<String, String> outgoing = through(network);
            outgoing.put("deadline-ms", "300");
            outgoing.put("shards", "1");
            RocketMqPublisher impatient = application.outgoing("impatient", outgoing);
            RocketMqPublisher patient = application.outgoing("patient", through(network));

            assertThatThrownBy(() -> Records.publish(impatient, "too late").get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(RocketMqPublishException.DeadlineExceeded.class, failure -> {
                        assertThat(failure.mayBeStored()).isFalse();
                        assertThat(failure.isTransient()).isTrue();
                    });
            network.mend();
            application.awaitReady();
            Records.publish(patient, "in time").get();

            Map<String, String> incoming = SharedBroker.attributes(topic);
            incoming.put("group", topic);
            Consumer consumer = application.incoming("in", incoming, Consumer.acknowledging());
            consumer.awaitRecords(1);
            assertThat(consumer.records()).containsExactly("in time");
        }
    }

    @Test
    void refusesARecordAtOnceWhenTheBufferIsFull() {
        try (Relay network = new Relay(SharedBroker.broker().proxyEndpoints());
                Application application = new Application()) {
            Map<String, String> byRecords = through(network);
            byRecords.put("max-buffered-records", "3");
            byRecords.put("close-timeout-ms", "1");
            RocketMqPublisher records = application.outgoing("records", byRecords);
            Map<String, String> byBytes = through(network);
            byBytes.put("max-buffered-bytes", "100");
            byBytes.put("close-timeout-ms", "1");
            RocketMqPublisher bytes = application.outgoing("bytes", byBytes);

            for (int number = 0; number < 3; number++) {
                assertThat(Records.publish(records, "key", number)).isNotDone();
            }
            assertThat(Records.publish(bytes, "x".repeat(90))).isNotDone();

            assertThat(Records.publish(records, "key", 3))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(RocketMqPublishException.BufferFull.class);
            assertThat(Records.publish(bytes, "x".repeat(11)))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(RocketMqPublishException.BufferFull.class);
        }
    }

    @Test
    void refusesARecordThatIsTooLarge() {
        Map<String, String> outgoing = SharedBroker.attributes(topic);
        outgoing.put("max-record-bytes", "10");
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", outgoing);

            assertThat(Records.publish(publisher, "x".repeat(11)))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(RocketMqPublishException.RecordTooLarge.class);
        }
    }

    @Test
    void failsOnlyTheRecordThatTheBrokerRefuses() throws Exception {
        Map<String, String> outgoing = SharedBroker.attributes(topic);
        outgoing.put("max-record-bytes", "6000000");
        outgoing.put("max-batch-bytes", "8000000");
        outgoing.put("shards", "1");
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", outgoing);
            Map<String, String> incoming = SharedBroker.attributes(topic);
            incoming.put("group", topic);
            Consumer consumer = application.incoming("in", incoming, Consumer.acknowledging());

            // Before there is a connection, so that all of them meet in one batch.
            CompletableFuture<Void> before = Records.publish(publisher, "before");
            CompletableFuture<Void> tooLarge = publisher
                    .publish(new byte[5_000_000], OutgoingRocketMqMetadata.ofKey("large"))
                    .toCompletableFuture();
            CompletableFuture<Void> after = Records.publish(publisher, "after");
            before.get();
            after.get();

            assertThat(tooLarge)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(RocketMqPublishException.Refused.class);
            consumer.awaitRecords(2);
            assertThat(consumer.records()).containsExactly("before", "after");
        }
    }

    @Test
    void asksUpstreamForNoMoreThanFitsWhereToldTo() throws Exception {
        Map<String, String> outgoing = SharedBroker.attributes(topic);
        outgoing.put("back-pressure", "request");
        outgoing.put("max-buffered-records", "50");
        AtomicInteger unconfirmed = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Throwable> failures = new ArrayList<>();
        AtomicInteger confirmed = new AtomicInteger();
        try (Application application = new Application()) {
            Multi.createFrom()
                    .range(0, 500)
                    .map(number -> {
                        most.accumulateAndGet(unconfirmed.incrementAndGet(), Math::max);
                        return (Message<?>) Message.of(
                                ("record" + number).getBytes(UTF_8),
                                () -> {
                                    unconfirmed.decrementAndGet();
                                    confirmed.incrementAndGet();
                                    return CompletableFuture.completedFuture(null);
                                },
                                failure -> {
                                    failures.add(failure);
                                    return CompletableFuture.completedFuture(null);
                                });
                    })
                    .subscribe(application.subscriber("out", outgoing));

            await().atMost(Duration.ofSeconds(60)).until(() -> confirmed.get() == 500);

            assertThat(failures).isEmpty();
            assertThat(most).hasValueLessThanOrEqualTo(50);
        }
    }

    private Map<String, String> through(Relay network) {
        Map<String, String> attributes = SharedBroker.attributes(topic);
        attributes.put("endpoints", network.endpoints());
        return attributes;
    }
}

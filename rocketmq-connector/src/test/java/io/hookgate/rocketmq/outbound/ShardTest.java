package io.hookgate.rocketmq.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookgate.rocketmq.OutgoingRocketMqMetadata;
import io.hookgate.rocketmq.RocketMqPublishException;
import io.hookgate.rocketmq.client.ChannelClock;
import io.hookgate.rocketmq.telemetry.OutboundMetrics;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.rocketmq.shaded.io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardTest {

    private static final long FAR = Long.MAX_VALUE / 4;

    private final Sender sender = new Sender();
    private final ChannelClock clock = new ChannelClock("channel", "test");
    private final BufferLimit buffer = new BufferLimit(1000, 1 << 20, () -> {});
    private Shard shard = shard(Duration.ZERO);

    @AfterEach
    void closeClock() {
        clock.close();
    }

    @Test
    void sendsALoneRecordAtOnce() {
        Outcome record = add("a");

        assertThat(sender.sent()).containsExactly(List.of("a"));
        assertThat(record.isSettled()).isFalse();
        sender.confirm();
        assertThat(record.confirmed).isTrue();
        assertThat(shard.isIdle()).isTrue();
    }

    @Test
    void sendsTogetherWhatGatheredWhileABatchWasUnderWay() {
        add("a");
        add("b");
        add("c");
        assertThat(sender.sent()).containsExactly(List.of("a"));

        sender.confirm();

        assertThat(sender.sent()).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void gathersUntilTheIntervalIsOver() {
        shard = shard(Duration.ofMillis(20));
        add("a");
        sender.confirm();
        add("b");
        add("c");
        assertThat(sender.sent()).containsExactly(List.of("a"));
        assertThat(shard.isIdle()).isFalse();

        await().until(() -> sender.sent().size() == 2);

        assertThat(sender.sent()).last().isEqualTo(List.of("b", "c"));
        sender.confirm();
        assertThat(shard.isIdle()).isTrue();
    }

    @Test
    void doesNotHoldBackAFullBatch() {
        shard = shard(Duration.ofHours(1));
        add("a");
        sender.confirm();
        for (String text : List.of("1", "2", "3")) {
            add(text);
        }
        assertThat(sender.sent()).containsExactly(List.of("a"));

        add("4");
        assertThat(sender.sent()).last().isEqualTo(List.of("1", "2", "3", "4"));
        sender.confirm();
        add("x".repeat(200));

        assertThat(sender.sent()).hasSize(3);
    }

    @Test
    void doesNotHoldBackWhatHadNoRoom() {
        shard = shard(Duration.ofHours(1));
        add("a");
        add("plain");
        add("tagged", OutgoingRocketMqMetadata.none().withTag("tag"));
        for (String text : List.of("1", "2")) {
            add(text, OutgoingRocketMqMetadata.none().withTag("tag"));
        }

        sender.confirm();
        sender.confirm();

        assertThat(sender.sent()).containsExactly(List.of("a"), List.of("plain"), List.of("tagged", "1", "2"));
    }

    @Test
    void boundsABatchInRecordsAndBytes() {
        for (String text : List.of("a", "1", "2", "3", "4", "5", "x".repeat(60), "y".repeat(60), "z".repeat(200))) {
            add(text);
        }
        for (int i = 0; i < 4; i++) {
            sender.confirm();
        }

        assertThat(sender.sent().stream().map(List::size)).containsExactly(1, 4, 3, 1);
    }

    @Test
    void doesNotMixTagsOrProperties() {
        add("a");
        add("plain");
        add("tagged", OutgoingRocketMqMetadata.none().withTag("tag"));
        add("tagged too", OutgoingRocketMqMetadata.none().withTag("tag"));
        add("with properties", OutgoingRocketMqMetadata.none().withProperties(Map.of("a", "b")));
        for (int i = 0; i < 4; i++) {
            sender.confirm();
        }

        assertThat(sender.sent())
                .containsExactly(
                        List.of("a"), List.of("plain"), List.of("tagged", "tagged too"), List.of("with properties"));
    }

    @Test
    void sendsAFailedBatchAgainBeforeAnythingElse() {
        Outcome first = add("a");
        add("b");

        sender.fail(Status.UNAVAILABLE.asRuntimeException());
        await().until(() -> sender.sent().size() == 2);
        sender.confirm();

        assertThat(sender.sent()).containsExactly(List.of("a"), List.of("a"), List.of("b"));
        assertThat(first.confirmed).isTrue();
    }

    @Test
    void failsARecordAtItsDeadlineAndDoesNotSendIt() {
        Outcome underWay = add("a", OutgoingRocketMqMetadata.none(), 100);
        Outcome queued = add("b", OutgoingRocketMqMetadata.none(), 100);
        Outcome later = add("c", OutgoingRocketMqMetadata.none(), 200);

        shard.expire(150);
        sender.confirm();

        assertThat(underWay.failure).isInstanceOf(RocketMqPublishException.DeadlineExceeded.class);
        assertThat(underWay.failure.mayBeStored()).isTrue();
        assertThat(queued.failure).isInstanceOf(RocketMqPublishException.DeadlineExceeded.class);
        assertThat(queued.failure.mayBeStored()).isFalse();
        assertThat(later.isSettled()).isFalse();
        assertThat(sender.sent()).containsExactly(List.of("a"), List.of("c"));
        assertThat(buffer.records()).isEqualTo(1);
    }

    @Test
    void leavesExpiredRecordsOutOfTheNextAttempt() {
        add("z");
        add("a", OutgoingRocketMqMetadata.none(), 100);
        add("b");
        sender.confirm();
        assertThat(sender.sent()).last().isEqualTo(List.of("a", "b"));

        shard.expire(150);
        sender.fail(Status.UNAVAILABLE.asRuntimeException());
        await().until(() -> sender.sent().size() == 3);

        assertThat(sender.sent()).last().isEqualTo(List.of("b"));
    }

    @Test
    void findsTheOneRecordThatIsRefused() {
        add("z");
        Outcome good = add("good");
        Outcome bad = add("bad");
        Outcome fine = add("fine");
        sender.confirm();

        sender.fail(new IllegalArgumentException("no"));
        sender.confirm();
        sender.fail(new IllegalArgumentException("no"));
        sender.confirm();

        assertThat(sender.sent())
                .containsExactly(
                        List.of("z"), List.of("good", "bad", "fine"), List.of("good"), List.of("bad"), List.of("fine"));
        assertThat(good.confirmed).isTrue();
        assertThat(bad.failure).isInstanceOf(RocketMqPublishException.Refused.class);
        assertThat(fine.confirmed).isTrue();
    }

    @Test
    void waitsForABrokerWithoutSending() {
        sender.ready = false;
        add("a");
        add("b");
        assertThat(sender.sent()).isEmpty();

        sender.ready = true;
        await().until(() -> !sender.sent().isEmpty());

        assertThat(sender.sent()).containsExactly(List.of("a"));
    }

    @Test
    void failsWhatIsLeftWhenItCloses() {
        Outcome underWay = add("a");
        Outcome queued = add("b");

        assertThat(shard.close()).isEqualTo(2);

        assertThat(underWay.failure.mayBeStored()).isTrue();
        assertThat(queued.failure).isInstanceOf(RocketMqPublishException.ChannelClosed.class);
        assertThat(buffer.records()).isZero();
        assertThat(buffer.bytes()).isZero();
    }

    private Outcome add(String text) {
        return add(text, OutgoingRocketMqMetadata.none());
    }

    private Outcome add(String text, OutgoingRocketMqMetadata metadata) {
        return add(text, metadata, FAR);
    }

    private Outcome add(String text, OutgoingRocketMqMetadata metadata, long deadline) {
        Outcome completion = new Outcome();
        byte[] payload = text.getBytes(UTF_8);
        assertThat(buffer.tryAcquire(payload.length)).isTrue();
        assertThat(shard.add(new PendingRecord(payload, metadata, Context.root(), deadline, completion, buffer)))
                .isTrue();
        return completion;
    }

    private Shard shard(Duration batchInterval) {
        return new Shard(0, settings(batchInterval), 4, sender, clock, OutboundMetrics.NONE);
    }

    private static OutboundSettings settings(Duration batchInterval) {
        return new OutboundSettings(
                "channel",
                "topic",
                true,
                1,
                "shard-",
                null,
                batchInterval,
                4,
                128,
                1000,
                1000,
                1000,
                true,
                Duration.ofSeconds(10),
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofSeconds(1));
    }

    /** What became of a record. */
    private static final class Outcome implements Completion {

        private volatile boolean confirmed;
        private volatile RocketMqPublishException failure;

        @Override
        public void confirmed() {
            assertThat(isSettled()).isFalse();
            confirmed = true;
        }

        @Override
        public void failed(RocketMqPublishException reason) {
            assertThat(isSettled()).isFalse();
            failure = reason;
        }

        boolean isSettled() {
            return confirmed || failure != null;
        }
    }

    /** A broker that answers when the test says so. */
    private static final class Sender implements BatchSender {

        private final List<List<String>> sent = new ArrayList<>();
        private CompletableFuture<Void> underWay = new CompletableFuture<>();
        private volatile boolean ready = true;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public synchronized CompletionStage<Void> send(int shard, List<PendingRecord> batch) {
            sent.add(batch.stream()
                    .map(record -> new String(record.payload(), UTF_8))
                    .toList());
            underWay = new CompletableFuture<>();
            return underWay;
        }

        synchronized List<List<String>> sent() {
            return List.copyOf(sent);
        }

        void confirm() {
            current().complete(null);
        }

        void fail(Throwable failure) {
            current().completeExceptionally(failure);
        }

        private synchronized CompletableFuture<Void> current() {
            return underWay;
        }
    }
}

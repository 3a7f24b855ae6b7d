package io.hookgate.rocketmq.inbound;

import io.hookgate.rocketmq.RocketMqBatch;
import io.hookgate.rocketmq.client.ChannelClock;
import io.hookgate.rocketmq.client.ClientFailure;
import io.hookgate.rocketmq.client.ClientSettings;
import io.hookgate.rocketmq.client.Connection;
import io.hookgate.rocketmq.client.Provisioning;
import io.hookgate.rocketmq.codec.BatchCodec;
import io.hookgate.rocketmq.codec.UndecodableBatchException;
import io.hookgate.rocketmq.inbound.RedeliveryPolicy.Decision;
import io.hookgate.rocketmq.log.ConnectorLog;
import io.hookgate.rocketmq.telemetry.InboundMetrics;
import io.hookgate.rocketmq.telemetry.Tracing;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * An incoming channel: receives bus messages while somebody asks for them and not too many are unsettled, emits them in the
 * order of their groups, and settles them as the application says.
 *
 * <p>A message is settled only through the client that received it. After the broker was lost its handles are worthless,
 * or worse: a restarted broker may take an old handle for the acknowledgement of everything before. Such messages come
 * again instead.
 *
 * <p>Safe for use by many threads. Messages are emitted on one Vert.x context.
 */
public final class InboundChannel {

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(1);
    private static final Duration LONGEST_POLL_MARGIN = Duration.ofSeconds(5);
    private static final int ACKNOWLEDGE_ATTEMPTS = 3;
    private static final int TICKS_PER_INVISIBLE_TIME = 10;
    private static final double RENEW_BELOW = 2.0 / 3;

    private final InboundSettings settings;
    private final ClientSettings client;
    private final BatchCodec codec;
    private final Context context;
    private final InboundMetrics metrics;
    private final Tracing tracing;
    private final ChannelClock clock;
    private final Connection<SimpleConsumer> connection;
    private final DeadLetters deadLetters;
    private final Lanes lanes;
    private final Attempts attempts = new Attempts();
    private final Set<Delivery> unsettled = ConcurrentHashMap.newKeySet();
    private final Outlet outlet;
    private volatile boolean closing;

    /** Counts connections: a poll of a lost one is not counted any more. Guarded by this, like the next two. */
    private int epoch;

    private int receiving;
    private int reserved;

    /**
     * Creates the channel and begins to connect.
     *
     * @param context what messages are emitted on
     */
    public InboundChannel(
            InboundSettings settings,
            ClientSettings client,
            BatchCodec codec,
            Provisioning provisioning,
            Context context,
            InboundMetrics metrics,
            Tracing tracing) {
        this.settings = settings;
        this.client = client;
        this.codec = codec;
        this.context = context;
        this.metrics = metrics;
        this.tracing = tracing;
        this.clock = new ChannelClock(settings.channel(), "clock");
        this.deadLetters = new DeadLetters(settings, client, clock);
        this.lanes = new Lanes(settings.maxMessagesPerBatch());
        this.connection = new Connection<>(
                settings.channel(),
                client,
                () -> {
                    provisioning.prepare();
                    return consumer();
                },
                opened -> pump(),
                this::forgetWaiting);
        this.outlet = new Outlet(context, this::pump);
        metrics.watch(unsettled::size);
        connection.start();
        startClock();
    }

    private SimpleConsumer consumer() throws ClientException {
        return ClientServiceProvider.loadService()
                .newSimpleConsumerBuilder()
                .setClientConfiguration(client.toConfiguration())
                .setConsumerGroup(settings.group())
                .setAwaitDuration(settings.pollTimeout())
                .setSubscriptionExpressions(Map.of(settings.topic(), new FilterExpression(settings.filter())))
                .build();
    }

    private void startClock() {
        long tick = Math.max(1, settings.invisibleTime().toMillis() / TICKS_PER_INVISIBLE_TIME);
        clock.every(Duration.ofMillis(tick), this::renew);
    }

    /** The messages; payloads are {@link RocketMqBatch}. To be subscribed to once. */
    public Flow.Publisher<Message<?>> stream() {
        return outlet;
    }

    /** Tells how many bus messages wait for the group. */
    public void measured(long lag) {
        metrics.lag(lag);
    }

    /** Runs a check, such as measuring the lag, over and over; failures are only logged. */
    public void every(Duration pause, Callable<?> check) {
        connection.every(pause, check);
    }

    /** Starts as many receives as demand, receivers and the limit of unsettled messages allow. */
    private void pump() {
        SimpleConsumer consumer = connection.current();
        if (consumer == null) {
            return;
        }
        for (Room room = reserve(); room.messages() > 0; room = reserve()) {
            receive(consumer, room);
        }
    }

    /** How many messages a poll may bring. */
    private record Room(int messages, int epoch) {}

    private synchronized Room reserve() {
        int room =
                Math.min(settings.maxMessagesPerReceive(), settings.maxUnackedMessages() - unsettled.size() - reserved);
        if (closing || room <= 0 || receiving >= settings.receivers() || !outlet.isWanted()) {
            return new Room(0, epoch);
        }
        receiving++;
        reserved += room;
        return new Room(room, epoch);
    }

    private void receive(SimpleConsumer consumer, Room room) {
        poll(consumer, room.messages()).whenComplete((views, failure) -> {
            if (failure == null) {
                connection.succeeded();
                received(consumer, views, room);
                pump();
                return;
            }
            unreserve(room);
            metrics.receiveFailed(ClientFailure.of(failure));
            if (!closing) {
                if (ClientFailure.of(failure) != ClientFailure.UNREACHABLE) {
                    ConnectorLog.LOG.receiveFailed(settings.channel(), ClientFailure.brief(failure));
                }
                connection.failed(consumer, failure);
                clock.after(PAUSE_AFTER_FAILURE, this::pump);
            }
        });
    }

    /** A client that is closed meanwhile may throw; a poll that is never counted down would leave one receiver fewer. */
    private CompletionStage<List<MessageView>> poll(SimpleConsumer consumer, int messages) {
        try {
            return client.bounded(
                    consumer.receiveAsync(messages, settings.invisibleTime()),
                    settings.pollTimeout().plus(LONGEST_POLL_MARGIN));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private synchronized void unreserve(Room room) {
        if (room.epoch() == epoch) {
            receiving--;
            reserved -= room.messages();
        }
    }

    private void received(SimpleConsumer consumer, List<MessageView> views, Room room) {
        long visible = System.nanoTime() + settings.invisibleTime().toNanos();
        List<Delivery> deliveries = views.stream()
                .map(view -> new Delivery(consumer, client, view, attempts.of(view), visible))
                .toList();
        synchronized (this) {
            unsettled.addAll(deliveries);
            unreserve(room);
        }
        if (closing) {
            deliveries.forEach(this::giveBack);
            return;
        }
        lanes.add(deliveries.stream().filter(this::split).toList()).forEach(this::handOut);
    }

    /** Returns whether the message can be read; one that cannot is given up. */
    private boolean split(Delivery delivery) {
        byte[] body = delivery.body();
        try {
            if (delivery.isCorrupted()) {
                throw new UndecodableBatchException("The body does not match its checksum");
            }
            delivery.split(codec.split(body));
            metrics.received(delivery.records().size(), body.length, delivery.attempt() > 1);
            return true;
        } catch (UndecodableBatchException | RuntimeException e) {
            metrics.received(0, body.length, delivery.attempt() > 1);
            if (delivery.settle()) {
                giveUp(delivery, DeadLetters.UNDECODABLE, e);
            }
            return false;
        }
    }

    private void handOut(@Nullable Run run) {
        if (run == null) {
            return;
        }
        RocketMqBatch batch = new RocketMqBatch(run.records(), run.first().metadata());
        List<Tracing.Span> spans = run.deliveries().stream()
                .map(delivery -> tracing.startProcess(
                        settings.topic(),
                        delivery.messageId(),
                        delivery.metadata().properties()))
                .toList();
        Tracing.Span span = spans.get(0);
        TracingMetadata traced = span.context() == null ? null : TracingMetadata.with(span.context(), span.parent());
        context.runOnContext(ignored -> {
            long now = System.nanoTime();
            run.deliveries().forEach(delivery -> delivery.emitted(now));
            outlet.emit(new InboundMessage(
                    batch, traced, () -> acknowledge(run, spans), reason -> refuse(run, spans, reason)));
        });
    }

    private CompletionStage<Void> acknowledge(Run run, List<Tracing.Span> spans) {
        List<Delivery> deliveries = run.settle();
        if (deliveries.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        spans.forEach(span -> span.end(null));
        long now = System.nanoTime();
        deliveries.forEach(delivery -> metrics.acknowledged(now - delivery.emittedNanos()));
        handOut(lanes.finish(run));
        return all(deliveries.stream().map(delivery -> acknowledge(delivery, 1)));
    }

    private static CompletionStage<Void> all(Stream<CompletionStage<Void>> stages) {
        return CompletableFuture.allOf(
                stages.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }

    /** Always succeeds: a message whose acknowledgement is lost comes again, which is nobody's mistake. */
    private CompletionStage<Void> acknowledge(Delivery delivery, int attempt) {
        if (isStale(delivery)) {
            metrics.acknowledgeFailed(ClientFailure.UNREACHABLE);
            forget(delivery);
            return CompletableFuture.completedStage(null);
        }
        return delivery.acknowledge()
                .handle((done, failure) -> {
                    if (failure == null) {
                        connection.succeeded();
                        attempts.settled(delivery.messageId());
                        forget(delivery);
                        return CompletableFuture.<Void>completedStage(null);
                    }
                    connection.failed(delivery.consumer(), failure);
                    boolean hopeless =
                            attempt >= ACKNOWLEDGE_ATTEMPTS || ClientFailure.of(failure) == ClientFailure.INVALID;
                    return hopeless ? unacknowledged(delivery, failure) : acknowledge(delivery, attempt + 1);
                })
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Void> unacknowledged(Delivery delivery, Throwable failure) {
        metrics.acknowledgeFailed(ClientFailure.of(failure));
        ConnectorLog.LOG.acknowledgeFailed(settings.channel(), delivery.messageId(), ClientFailure.brief(failure));
        forget(delivery);
        return CompletableFuture.completedStage(null);
    }

    private boolean isStale(Delivery delivery) {
        return connection.current() != delivery.consumer();
    }

    private CompletionStage<Void> refuse(Run run, List<Tracing.Span> spans, Throwable reason) {
        List<Delivery> deliveries = run.settle();
        if (deliveries.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        spans.forEach(span -> span.end(reason));
        metrics.refused();
        Decision decision = settings.redelivery().decide(run.first().attempt(), reason);
        if (decision instanceof Decision.Again again) {
            return deliverAgain(run, again.delay(), reason);
        }
        if (run.deliveries().size() > 1) {
            // Which of them it is about shows when each is alone.
            return deliverAgain(run, SOON, reason);
        }
        String cause = ((Decision.GiveUp) decision).cause();
        return giveUp(run.first(), cause, reason).thenRun(() -> handOut(lanes.finish(run)));
    }

    private CompletionStage<Void> deliverAgain(Run run, Duration delay, Throwable reason) {
        for (Delivery delivery : run.deliveries()) {
            ConnectorLog.LOG.redelivering(
                    settings.channel(),
                    delivery.messageId(),
                    delivery.attempt(),
                    delay.toMillis(),
                    DeadLetters.text(reason));
            attempts.refused(delivery.messageId(), delivery.attempt());
        }
        Lanes.Abandoned abandoned = lanes.abandon(run);
        abandoned.behind().forEach(behind -> hide(behind, delay));
        CompletionStage<Void> hidden = all(run.deliveries().stream().map(delivery -> hide(delivery, delay)));
        handOut(abandoned.next());
        return hidden;
    }

    private CompletionStage<Void> giveUp(Delivery delivery, String cause, Throwable reason) {
        ConnectorLog.LOG.deadLettering(
                settings.channel(),
                delivery.messageId(),
                delivery.attempt(),
                settings.deadLetterTopic(),
                cause,
                DeadLetters.text(reason));
        return deadLetters
                .put(delivery, cause, reason)
                .handle((done, failure) -> {
                    if (failure != null) {
                        return hide(delivery, SOON);
                    }
                    metrics.deadLettered(cause);
                    return acknowledge(delivery, 1);
                })
                .thenCompose(stage -> stage);
    }

    private void giveBack(Delivery delivery) {
        if (delivery.settle()) {
            hide(delivery, SOON);
        }
    }

    private CompletionStage<Void> hide(Delivery delivery, Duration time) {
        if (isStale(delivery)) {
            forget(delivery);
            return CompletableFuture.completedStage(null);
        }
        return delivery.hide(time.compareTo(SOON) < 0 ? SOON : time).handle((done, failure) -> {
            if (failure != null) {
                ConnectorLog.LOG.debugf(failure, "Channel '%s' could not give a message back", settings.channel());
            }
            forget(delivery);
            return null;
        });
    }

    private void forget(Delivery delivery) {
        unsettled.remove(delivery);
        pump();
    }

    /** The broker is lost: what was not handed out yet will come again in its right order. */
    private void forgetWaiting() {
        synchronized (this) {
            epoch++;
            receiving = 0;
            reserved = 0;
        }
        for (Delivery dropped : lanes.dropWaiting()) {
            dropped.settle();
        }
        unsettled.removeIf(Delivery::isSettled);
    }

    private void renew() {
        long now = System.nanoTime();
        Duration threshold = Duration.ofNanos((long) (settings.invisibleTime().toNanos() * RENEW_BELOW));
        for (Delivery delivery : unsettled) {
            if (!isStale(delivery) && delivery.needsRenewal(now, threshold)) {
                renew(delivery, now);
            }
        }
    }

    private void renew(Delivery delivery, long now) {
        delivery.renew(settings.invisibleTime(), now).whenComplete((done, failure) -> {
            if (failure == null || closing) {
                return;
            }
            ConnectorLog.LOG.renewalFailed(settings.channel(), delivery.messageId(), ClientFailure.brief(failure));
            if (ClientFailure.of(failure) == ClientFailure.INVALID) {
                delivery.renewNoMore();
            }
            connection.failed(delivery.consumer(), failure);
        });
    }

    /** The channel's name. */
    public String name() {
        return settings.channel();
    }

    /** Why the channel cannot receive now, or empty when it can. */
    public Optional<String> problem() {
        return connection.problem();
    }

    /**
     * Receives nothing more, gives back what was not emitted, waits until the rest is settled, but for the drain timeout at
     * most, and gives that back too. Blocks, but for no long poll.
     */
    public void close() {
        closing = true;
        lanes.dropWaiting().forEach(this::giveBack);
        awaitSettled(settings.drainTimeout());
        if (!unsettled.isEmpty()) {
            ConnectorLog.LOG.closedUnacknowledged(settings.channel(), unsettled.size());
            unsettled.forEach(this::giveBack);
            awaitSettled(LAST_REQUESTS);
        }
        outlet.complete();
        clock.close();
        deadLetters.close();
        connection.close(this::awaitPolls);
        metrics.close();
    }

    /** A poll cannot be called off. What one still brings is given back, or it would stay hidden from everybody. */
    private void awaitPolls() {
        await(
                () -> !isReceiving() && unsettled.isEmpty(),
                settings.pollTimeout().plus(LONGEST_POLL_MARGIN));
    }

    private synchronized boolean isReceiving() {
        return receiving > 0;
    }

    private void awaitSettled(Duration limit) {
        await(unsettled::isEmpty, limit);
    }

    private static void await(BooleanSupplier condition, Duration limit) {
        long until = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - until < 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}

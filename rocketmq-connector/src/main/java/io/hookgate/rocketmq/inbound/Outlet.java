package io.hookgate.rocketmq.inbound;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Where messages leave the channel: one subscriber, signalled on the Vert.x context only. What it has not requested yet
 * waits here; the channel's limit of unsettled messages bounds that.
 */
final class Outlet implements Flow.Publisher<Message<?>>, Flow.Subscription {

    private final Context context;
    private final Runnable whenRequested;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /** Used on the context only. */
    private final Deque<Message<?>> waiting = new ArrayDeque<>();

    private volatile Flow.@Nullable Subscriber<? super Message<?>> subscriber;

    /**
     * @param whenRequested called when there is new demand, on any thread
     */
    Outlet(Context context, Runnable whenRequested) {
        this.context = context;
        this.whenRequested = whenRequested;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message<?>> wanted) {
        if (!subscribed.compareAndSet(false, true)) {
            throw new IllegalStateException("An incoming channel has one subscriber");
        }
        subscriber = wanted;
        wanted.onSubscribe(this);
    }

    /** Whether the subscriber has asked for more than it got. */
    boolean isWanted() {
        return demand.get() > 0;
    }

    /** Emits a message as soon as it is requested. To be called on the context. */
    void emit(Message<?> message) {
        waiting.add(message);
        drain();
    }

    private void drain() {
        Flow.Subscriber<? super Message<?>> receiver = subscriber;
        while (receiver != null && demand.get() > 0) {
            Message<?> next = waiting.poll();
            if (next == null) {
                return;
            }
            demand.decrementAndGet();
            receiver.onNext(next);
        }
    }

    @Override
    public void request(long messages) {
        Flow.Subscriber<? super Message<?>> receiver = subscriber;
        if (messages <= 0 && receiver != null) {
            receiver.onError(new IllegalArgumentException("A request must be for at least one message"));
            cancel();
            return;
        }
        demand.accumulateAndGet(messages, (had, more) -> Long.MAX_VALUE - had < more ? Long.MAX_VALUE : had + more);
        context.runOnContext(ignored -> drain());
        whenRequested.run();
    }

    @Override
    public void cancel() {
        subscriber = null;
        demand.set(0);
    }

    void complete() {
        context.runOnContext(ignored -> {
            Flow.Subscriber<? super Message<?>> receiver = subscriber;
            cancel();
            if (receiver != null) {
                receiver.onComplete();
            }
        });
    }
}

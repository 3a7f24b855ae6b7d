package io.hookgate.delivery.route;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from the bus and routes what has gathered while earlier ones were being stored.
 *
 * <p>A message is acknowledged when its events are in the ledger, and refused when they could not be stored. Messages that
 * are here at the same time may be stored in any order; the bus gives the next message of an ordering key only when the
 * one before has been acknowledged. Thread-safe.
 */
@ApplicationScoped
public class EventIntake {
    /** The channel that carries batches of events, each event in the CloudEvents JSON format. */
    public static final String CHANNEL = "events";

    private static final Logger LOG = Logger.getLogger(EventIntake.class);

    private final Router router;
    private final RouteConfig config;
    private final Queue<Message<List<byte[]>>> gathered = new ArrayDeque<>();
    private Flow.@Nullable Subscription subscription;
    private boolean open;
    private int underWay;

    EventIntake(Router router, RouteConfig config) {
        this.router = router;
        this.config = config;
    }

    /** Where the bus puts its messages. */
    @Incoming(CHANNEL)
    Flow.Subscriber<Message<List<byte[]>>> subscriber() {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription granted) {
                subscribed(granted);
            }

            @Override
            public void onNext(Message<List<byte[]>> message) {
                take(message);
            }

            @Override
            public void onError(Throwable failure) {
                LOG.error("The channel of events has failed: no events are delivered any more", failure);
            }

            @Override
            public void onComplete() {
                LOG.debug("The channel of events is complete");
            }
        };
    }

    /** Begins to take messages. */
    public synchronized void open() {
        open = true;
        if (subscription != null) {
            subscription.request(config.messages());
        }
    }

    /** Takes no more messages; those that have been taken are stored and acknowledged. */
    public synchronized void close() {
        open = false;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private synchronized void subscribed(Flow.Subscription granted) {
        subscription = granted;
        if (open) {
            granted.request(config.messages());
        }
    }

    private void take(Message<List<byte[]>> message) {
        synchronized (this) {
            gathered.add(message);
        }
        routeNext();
    }

    private void routeNext() {
        List<Message<List<byte[]>>> batch = takeBatch();
        if (batch.isEmpty()) {
            return;
        }
        List<byte[]> records =
                batch.stream().flatMap(message -> message.getPayload().stream()).toList();
        Future<Void> routed = router.route(records);
        routed.onComplete(done -> settle(batch, done.cause()));
    }

    private synchronized List<Message<List<byte[]>>> takeBatch() {
        List<Message<List<byte[]>>> batch = new ArrayList<>();
        if (underWay == config.parallel()) {
            return batch;
        }
        int events = 0;
        while (!gathered.isEmpty() && events < config.batch()) {
            Message<List<byte[]>> message = gathered.remove();
            events += message.getPayload().size();
            batch.add(message);
        }
        underWay += batch.isEmpty() ? 0 : 1;
        return batch;
    }

    private void settle(List<Message<List<byte[]>>> batch, @Nullable Throwable failure) {
        synchronized (this) {
            underWay--;
        }
        if (failure != null) {
            LOG.warnf("%d messages could not be stored and go back to the bus: %s", (Object) batch.size(), failure);
        }
        for (Message<List<byte[]>> message : batch) {
            (failure == null ? message.ack() : message.nack(failure))
                    .whenComplete((settled, fault) -> requestOne(fault));
        }
        routeNext();
    }

    private void requestOne(@Nullable Throwable fault) {
        if (fault != null) {
            LOG.warnf("A message could not be settled; the bus will bring it again: %s", fault);
        }
        synchronized (this) {
            if (open && subscription != null) {
                subscription.request(1);
            }
        }
    }
}

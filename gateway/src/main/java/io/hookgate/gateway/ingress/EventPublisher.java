package io.hookgate.gateway.ingress;

import io.hookgate.model.EventEnvelope;
import io.hookgate.rocketmq.OutgoingRocketMqMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Hands events to the bus. Thread-safe. */
@ApplicationScoped
class EventPublisher {
    private final Emitter<byte[]> bus;

    EventPublisher(
            // What waits is bounded by ingress, and again by the connector.
            @Channel("events-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<byte[]> bus) {
        this.bus = bus;
    }

    /** Completes when the broker has confirmed every event; fails as soon as one could not be stored. */
    CompletionStage<Void> publish(List<EventEnvelope> events) {
        if (events.size() == 1) {
            return publish(events.get(0));
        }
        return CompletableFuture.allOf(events.stream().map(this::publish).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> publish(EventEnvelope event) {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        bus.send(Message.of(
                event.json(),
                Metadata.of(OutgoingRocketMqMetadata.ofKey(event.sourceId() + "/" + event.orderingKey())),
                () -> {
                    confirmed.complete(null);
                    return CompletableFuture.completedFuture(null);
                },
                failure -> {
                    confirmed.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                }));
        return confirmed;
    }
}

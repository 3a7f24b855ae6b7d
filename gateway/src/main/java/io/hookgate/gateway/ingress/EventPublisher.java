package io.hookgate.gateway.ingress;

import io.hookgate.model.EventEnvelope;
import io.hookgate.rocketmq.OutgoingRocketMqMetadata;
import io.hookgate.rocketmq.RocketMqConnector;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/** Hands events to the bus. Thread-safe. */
@ApplicationScoped
class EventPublisher {
    private static final String CHANNEL = "events-out";

    private final RocketMqConnector connector;

    /**
     * Publishes through the connector itself.
     *
     * @param emitter is not used, but its injection point makes the channel exist
     */
    EventPublisher(
            @Connector(RocketMqConnector.NAME) RocketMqConnector connector,
            @Channel(CHANNEL) @SuppressWarnings("unused") Emitter<byte[]> emitter) {
        this.connector = connector;
    }

    /** Completes when the broker has confirmed every event; fails when one could not be stored. */
    CompletionStage<Void> publish(List<EventEnvelope> events) {
        if (events.size() == 1) {
            return publish(events.get(0));
        }
        return CompletableFuture.allOf(events.stream()
                .map(event -> publish(event).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private CompletionStage<Void> publish(EventEnvelope event) {
        return connector
                .publisher(CHANNEL)
                .publish(event.json(), OutgoingRocketMqMetadata.ofKey(event.sourceId() + "/" + event.orderingKey()));
    }
}

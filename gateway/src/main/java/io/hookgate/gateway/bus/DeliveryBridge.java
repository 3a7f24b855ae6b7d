package io.hookgate.gateway.bus;

import io.hookgate.rocketmq.RocketMqBatch;
import io.hookgate.rocketmq.RocketMqNackException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Leads bus messages to delivery, which knows events but no broker. */
@ApplicationScoped
public class DeliveryBridge {

    /**
     * The events of a bus message. Delivery keeps what it cannot read, so when it refuses a message the store is to blame, and
     * the message comes again however often that takes.
     */
    @Incoming("events-in")
    @Outgoing("events")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Message<List<byte[]>> events(Message<RocketMqBatch> message) {
        return message.withPayload(message.getPayload().records())
                .withNack(failure -> message.nack(
                        new RocketMqNackException.RetryLater("The events could not be stored", null, failure)));
    }
}

package io.hookgate.rocketmq.inbound;

import java.util.List;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Bus messages that are handed out together, and settled together.
 *
 * @param deliveries at least one, in their order, all of one group and received by one client
 */
record Run(List<Delivery> deliveries) {

    Run {
        deliveries = List.copyOf(deliveries);
    }

    Delivery first() {
        return deliveries.get(0);
    }

    @Nullable
    String group() {
        return first().messageGroup();
    }

    SimpleConsumer consumer() {
        return first().consumer();
    }

    /** All records, in their order. */
    List<byte[]> records() {
        return deliveries.stream()
                .flatMap(delivery -> delivery.records().stream())
                .toList();
    }

    /** Those that nobody has decided about yet; from then on the caller has. */
    List<Delivery> settle() {
        return deliveries.stream().filter(Delivery::settle).toList();
    }
}

package io.hookgate.delivery.history;

import io.hookgate.model.DeliveryId;
import java.util.List;

/**
 * An event with everything that is known of it.
 *
 * @param json the event in the CloudEvents JSON format
 * @param deliveries its deliveries, in the order in which they were made
 */
public record StoredEvent(EventSummary summary, String json, List<DeliveryId> deliveries) {
    /** Copies the list. */
    public StoredEvent {
        deliveries = List.copyOf(deliveries);
    }
}

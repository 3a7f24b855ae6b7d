package io.hookgate.delivery.ledger;

import io.hookgate.model.EventEnvelope;
import java.util.List;

/**
 * An event and where it goes.
 *
 * @param deliveries one for each subscription that it matched; none if it matched nothing
 */
public record RoutedEvent(EventEnvelope event, List<NewDelivery> deliveries) {
    /** Copies the list. */
    public RoutedEvent {
        deliveries = List.copyOf(deliveries);
    }
}

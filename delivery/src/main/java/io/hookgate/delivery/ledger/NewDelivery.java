package io.hookgate.delivery.ledger;

import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event's way to one endpoint, as routing has found it.
 *
 * @param subscriptionId the rule that it follows; null where somebody sends the event by hand
 * @param line the line in which it stands ({@link Line#idOf}); null if its subscription is not ordered
 * @param leased whether this node sends it from memory; otherwise it is parked until the endpoint has room
 */
public record NewDelivery(
        DeliveryId id,
        @Nullable SubscriptionId subscriptionId,
        EndpointId endpointId,
        @Nullable UUID line,
        boolean leased) {}

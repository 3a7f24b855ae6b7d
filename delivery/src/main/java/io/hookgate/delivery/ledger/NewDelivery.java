package io.hookgate.delivery.ledger;

import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;

/**
 * One event's way to one endpoint, as routing has found it.
 *
 * @param leased whether this node sends it from memory; otherwise it is parked until the endpoint has room
 */
public record NewDelivery(DeliveryId id, SubscriptionId subscriptionId, EndpointId endpointId, boolean leased) {}

package io.hookgate.delivery.ledger;

import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this node has leased and may attempt.
 *
 * <p>Immutable by agreement: {@code event} is shared, not copied, and nobody may write to it.
 *
 * @param subscriptionId the rule that it follows; null where somebody sent the event by hand
 * @param attempts how many attempts have been made
 * @param roundStart how many of them belong to earlier rounds of the retry policy
 * @param line the line of which it is the head; null if its subscription is not ordered
 * @param openedAt when the present round began
 * @param event the event in the CloudEvents JSON format; null if it is kept no more
 */
public record OpenDelivery(
        TenantId tenantId,
        DeliveryId id,
        EventId eventId,
        @Nullable SubscriptionId subscriptionId,
        EndpointId endpointId,
        int attempts,
        int roundStart,
        @Nullable Line line,
        Instant openedAt,
        @SuppressWarnings("ArrayRecordComponent") byte @Nullable [] event) {

    /** Bytes of memory that it takes, about. */
    public int size() {
        return event == null ? 0 : event.length;
    }

    @Override
    public String toString() {
        return "OpenDelivery[" + id + ", tenant " + tenantId + ", endpoint " + endpointId + "]";
    }
}

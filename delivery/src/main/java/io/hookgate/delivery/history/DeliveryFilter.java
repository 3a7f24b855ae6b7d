package io.hookgate.delivery.history;

import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are wanted; what is null does not matter.
 *
 * @param statuses any of these; all if it is empty
 * @param cause why it ended without success
 * @param statusCode of the response to the attempt that ended it
 * @param among only to these endpoints, even if there is none
 */
public record DeliveryFilter(
        Span span,
        Set<DeliveryStatus> statuses,
        @Nullable EndpointId endpointId,
        @Nullable SubscriptionId subscriptionId,
        @Nullable String cause,
        @Nullable Integer statusCode,
        @Nullable Set<EndpointId> among) {
    /** Copies the sets. */
    public DeliveryFilter {
        statuses = Set.copyOf(statuses);
        among = among == null ? null : Set.copyOf(among);
    }

    /** Whether a delivery with this status may be wanted: one that goes on has no cause, and one that was taken a 2xx. */
    boolean mayMatch(DeliveryStatus status) {
        boolean isTaken = status == DeliveryStatus.DELIVERED;
        return (cause == null || (status.isEnded() && !isTaken))
                && (statusCode == null || (status.isEnded() && (!isTaken || statusCode / 100 == 2)));
    }

    /** Whether the delivery is wanted; for deliveries that were found in another way. */
    public boolean wants(DeliverySummary delivery) {
        return span.contains(delivery.id().value())
                && (statuses.isEmpty() || statuses.contains(delivery.status()))
                && (among == null || among.contains(delivery.endpointId()))
                && (endpointId == null || endpointId.equals(delivery.endpointId()))
                && (subscriptionId == null || subscriptionId.equals(delivery.subscriptionId()))
                && (cause == null || cause.equals(delivery.cause()))
                && (statusCode == null || statusCode.equals(delivery.lastStatusCode()));
    }
}

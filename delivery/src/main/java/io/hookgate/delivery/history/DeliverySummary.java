package io.hookgate.delivery.history;

import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventId;
import io.hookgate.model.SubscriptionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in a list.
 *
 * @param eventType the type of its event; null if the event is kept no more
 * @param subscriptionId the rule that it follows; null where somebody sent the event by hand
 * @param nextAttemptAt when it is tried again; null if no time is set
 * @param cause a stable code that says why it ended without success
 * @param endedAt when it ended
 * @param lastStatusCode of the response to the last attempt
 * @param lastError what went wrong in the last attempt
 * @param ordered whether it keeps its order among those of its subscription with the same ordering key
 * @param blockedBy the delivery that must end before this one is attempted; null if it waits for no other
 * @param holds whether it is dead, and those behind it wait for a decision
 */
public record DeliverySummary(
        DeliveryId id,
        EventId eventId,
        @Nullable String eventType,
        @Nullable SubscriptionId subscriptionId,
        EndpointId endpointId,
        DeliveryStatus status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String cause,
        @Nullable Instant endedAt,
        @Nullable Integer lastStatusCode,
        @Nullable String lastError,
        boolean ordered,
        @Nullable DeliveryId blockedBy,
        boolean holds) {}

package io.hookgate.delivery.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hookgate.delivery.history.DeliverySummary;
import io.hookgate.delivery.ledger.Attempt;
import io.hookgate.delivery.ledger.TimeBound;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A delivery in the API. */
@Schema(name = "Delivery")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        UUID id,
        UUID eventId,
        @Nullable String eventType,
        @Nullable UUID subscriptionId,
        UUID endpointId,

        @Schema(enumeration = {"pending", "delivering", "retrying", "delivered", "dead", "cancelled"})
        String status,

        @Schema(description = "Attempts that have ended") int attemptCount,

        Instant createdAt,
        @Nullable Instant nextAttemptAt,

        @Schema(description = "When it was delivered, given up or cancelled") @Nullable
        Instant endedAt,

        @Schema(
                description =
                        "Why it was not delivered: attempts-exhausted, order-given-up, gone, transformation-failed,"
                                + " event-expired, cancelled-by-user, endpoint-deleted, subscription-deleted")
        @Nullable
        String cause,

        @Schema(description = "Whether it keeps its order among those of its subscription with the same ordering key")
        boolean ordered,

        @Schema(
                description =
                        "The delivery with the same ordering key that must end, or be decided about, before this one"
                                + " is attempted; absent if it waits for no other")
        @Nullable
        UUID blockedBy,

        @Schema(description = "Whether it is dead, and those behind it wait until it has been retried or skipped")
        boolean holdsLine,

        @Nullable Integer lastStatusCode,
        @Nullable String lastError,

        @Schema(description = "Only where one delivery is shown") @Nullable
        List<AttemptView> attempts) {

    static DeliveryView of(DeliverySummary delivery) {
        return of(delivery, null);
    }

    static DeliveryView of(DeliverySummary delivery, @Nullable List<Attempt> attempts) {
        SubscriptionId subscription = delivery.subscriptionId();
        DeliveryId blockedBy = delivery.blockedBy();
        return new DeliveryView(
                delivery.id().value(),
                delivery.eventId().value(),
                delivery.eventType(),
                subscription == null ? null : subscription.value(),
                delivery.endpointId().value(),
                delivery.status().code(),
                delivery.attempts(),
                TimeBound.timeOf(delivery.id().value()),
                delivery.nextAttemptAt(),
                delivery.endedAt(),
                delivery.cause(),
                delivery.ordered(),
                blockedBy == null ? null : blockedBy.value(),
                delivery.holds(),
                delivery.lastStatusCode(),
                delivery.lastError(),
                attempts == null ? null : attempts.stream().map(AttemptView::of).toList());
    }
}

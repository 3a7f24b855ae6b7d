package io.hookgate.delivery.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.hookgate.delivery.history.DeliverySummary;
import io.hookgate.delivery.history.EventSummary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event in the API. */
@Schema(name = "Event")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventView(
        UUID id,

        @Schema(description = "Grows with arrival among events of one source and ordering key")
        long sequence,

        @Schema(description = "The CloudEvents attribute id")
        String cloudEventId,

        String type,
        String source,
        @Nullable String subject,
        @Nullable Instant time,
        UUID sourceId,
        String orderingKey,
        Instant receivedAt,

        @Schema(enumeration = {"routed", "unmatched"}) String status,

        int deliveryCount,

        @Schema(description = "How often the source has sent it again")
        int duplicates,

        @Schema(
                type = SchemaType.OBJECT,
                description = "The event in the CloudEvents JSON format; only where one event is shown")
        @JsonRawValue
        @Nullable
        String event,

        @Schema(description = "Only where one event is shown") @Nullable
        List<DeliveryView> deliveries) {
    static final String ROUTED = "routed";
    static final String UNMATCHED = "unmatched";

    static EventView of(EventSummary event) {
        return of(event, null, null);
    }

    static EventView of(EventSummary event, @Nullable String json, @Nullable List<DeliverySummary> deliveries) {
        return new EventView(
                event.id().value(),
                event.sequence(),
                event.cloudEventId(),
                event.type(),
                event.source(),
                event.subject(),
                event.time(),
                event.sourceId().value(),
                event.orderingKey(),
                event.receivedAt(),
                event.deliveries() == 0 ? UNMATCHED : ROUTED,
                event.deliveries(),
                event.duplicates(),
                json,
                deliveries == null
                        ? null
                        : deliveries.stream().map(DeliveryView::of).toList());
    }
}

package io.hookgate.delivery.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hookgate.delivery.history.DeliveryStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a job works on; what is null does not matter. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobScope.Retry.class, name = "retry"),
    @JsonSubTypes.Type(value = JobScope.Replay.class, name = "replay")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface JobScope {
    /** The earliest time, included: of the making of the delivery, or of the arrival of the event. */
    Instant from();

    /** The latest time, not included. */
    Instant to();

    /** The name of the kind of work in the API. */
    default String kind() {
        return this instanceof Retry ? "retry" : "replay";
    }

    /**
     * Deliveries that are to be attempted again.
     *
     * @param statuses any of these, one after the other; none of them may be one in which it is due anyway
     * @param statusCode of the response to the last attempt; it and the cause are of those alone that have ended
     */
    record Retry(
            List<DeliveryStatus> statuses,
            Instant from,
            Instant to,
            @Nullable UUID endpointId,
            @Nullable UUID subscriptionId,
            @Nullable String cause,
            @Nullable Integer statusCode)
            implements JobScope {
        /** Copies the list. */
        public Retry {
            statuses = List.copyOf(statuses);
        }
    }

    /**
     * Events that are to be sent again, as new deliveries.
     *
     * @param subscriptionId the subscription to which they go; null for all that match
     * @param onlyMatching whether that subscription gets only the events that match it
     */
    record Replay(
            Instant from,
            Instant to,
            @Nullable UUID subscriptionId,
            boolean onlyMatching,
            @Nullable String type,
            @Nullable UUID sourceId,
            @Nullable String subject)
            implements JobScope {}
}

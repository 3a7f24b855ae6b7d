package io.hookgate.delivery.history;

import io.hookgate.model.EventId;
import io.hookgate.model.SourceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event in a list.
 *
 * @param sequence grows with arrival within one ordering key
 * @param deliveries how many ways it has gone
 * @param duplicates how often its source has sent it again
 */
public record EventSummary(
        EventId id,
        long sequence,
        SourceId sourceId,
        String cloudEventId,
        String type,
        String source,
        @Nullable String subject,
        @Nullable Instant time,
        String orderingKey,
        Instant receivedAt,
        int deliveries,
        int duplicates) {}

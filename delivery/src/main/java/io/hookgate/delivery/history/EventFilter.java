package io.hookgate.delivery.history;

import io.hookgate.model.SourceId;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; what is null does not matter.
 *
 * @param sourceId the registered source
 * @param source the CloudEvents attribute
 * @param matched whether the event matched a subscription
 */
public record EventFilter(
        Span span,
        @Nullable String type,
        @Nullable SourceId sourceId,
        @Nullable String source,
        @Nullable String subject,
        @Nullable Boolean matched) {}

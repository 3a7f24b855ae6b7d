package io.hookgate.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event with what routing and the ledger need of it at hand.
 *
 * <p>Immutable by agreement: {@code json} is shared, not copied, and nobody may write to it.
 *
 * @param id the event within Hookgate
 * @param tenantId whose event it is
 * @param sourceId which source accepted it
 * @param receivedTime when ingress took it in
 * @param cloudEventId the CloudEvents attribute {@code id}, given by the provider or derived by the adapter
 * @param type the CloudEvents attribute {@code type}
 * @param source the CloudEvents attribute {@code source}, a URI reference
 * @param subject the CloudEvents attribute {@code subject}
 * @param time the CloudEvents attribute {@code time}
 * @param orderingKey events of one source with the same key keep their order
 * @param json the whole event, extensions included, in the CloudEvents JSON format, UTF-8
 */
public record EventEnvelope(
        EventId id,
        TenantId tenantId,
        SourceId sourceId,
        Instant receivedTime,
        String cloudEventId,
        String type,
        String source,
        @Nullable String subject,
        @Nullable Instant time,
        String orderingKey,
        @SuppressWarnings("ArrayRecordComponent") byte[] json) {

    @Override
    public String toString() {
        return "EventEnvelope[" + id + ", tenant " + tenantId + ", source " + sourceId + ", type " + type + "]";
    }
}

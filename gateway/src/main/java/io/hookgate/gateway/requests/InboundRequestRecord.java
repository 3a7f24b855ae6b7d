package io.hookgate.gateway.requests;

import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One inbound request and what became of it; no header, no body, no secret.
 *
 * @param cause why it was refused, a stable code
 * @param detail the same for people
 * @param status the HTTP status of the answer
 * @param bodyBytes the size of the body as far as it was read
 * @param events how many events it carried
 */
public record InboundRequestRecord(
        UUID id,
        TenantId tenantId,
        SourceId sourceId,
        Instant receivedAt,
        RequestOutcome outcome,
        @Nullable String cause,
        @Nullable String detail,
        String method,
        int status,
        int bodyBytes,
        String remoteAddress,
        int events) {}

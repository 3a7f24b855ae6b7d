package io.hookgate.delivery.bulk;

import io.hookgate.model.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work on many deliveries, and how far it has come.
 *
 * @param ratePerSecond how many deliveries, or events, are worked on in a second at most
 * @param total how many there were when it began, exact up to a million; null before it has begun
 * @param processed how many have been looked at
 * @param opened how many deliveries have been made due
 * @param phase which of several kinds of rows it works on
 * @param position the last row of this phase that has been looked at
 */
public record Job(
        TenantId tenantId,
        UUID id,
        JobScope scope,
        JobStatus status,
        int ratePerSecond,
        @Nullable Long total,
        long processed,
        long opened,
        int phase,
        UUID position,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}

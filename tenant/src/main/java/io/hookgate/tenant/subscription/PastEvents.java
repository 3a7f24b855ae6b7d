package io.hookgate.tenant.subscription;

import io.hookgate.model.EventId;
import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that tenants have received; whoever stores events implements it. Thread-safe. */
public interface PastEvents {

    /**
     * A tenant's events, the newest first, as many as are convenient to hold at once; none when there are no more. Those that
     * Hookgate has made itself to test an endpoint are left out.
     *
     * @param since received then or later
     * @param before older than this one; null for the newest
     */
    Uni<List<PastEvent>> read(TenantId tenantId, Instant since, @Nullable EventId before);

    /**
     * An event.
     *
     * @param json in the CloudEvents JSON format; nobody may write to it
     */
    record PastEvent(
            EventId id,
            Instant receivedAt,
            @SuppressWarnings("ArrayRecordComponent") byte[] json) {}
}

package io.hookgate.gateway.requests;

import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the refused requests of each source minute by minute, and says which of them are to be recorded. Thread-safe. */
final class RejectionBudget {
    private final int perMinute;
    private final Map<Origin, Long> seen = new HashMap<>();
    private Instant minute = Instant.EPOCH;

    RejectionBudget(int perMinute) {
        this.perMinute = perMinute;
    }

    private record Origin(TenantId tenantId, SourceId sourceId) {}

    /** How many refused requests of a source were not recorded one by one in the minute that began then. */
    record Overflow(TenantId tenantId, SourceId sourceId, Instant minute, long requests) {}

    /** Whether one more refused request of the source is to be recorded. */
    synchronized boolean takes(TenantId tenantId, SourceId sourceId) {
        return seen.merge(new Origin(tenantId, sourceId), 1L, Long::sum) <= perMinute;
    }

    /** Begins a new minute when it is time, and gives what overflowed in the last one. */
    synchronized List<Overflow> advance(Instant now) {
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.isAfter(minute)) {
            return List.of();
        }
        List<Overflow> overflows = new ArrayList<>();
        seen.forEach((origin, count) -> {
            if (count > perMinute) {
                overflows.add(new Overflow(origin.tenantId(), origin.sourceId(), minute, count - perMinute));
            }
        });
        seen.clear();
        minute = current;
        return overflows;
    }
}

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
    private final Map<SourceId, Long> seen = new HashMap<>();
    private final Map<SourceId, TenantId> tenants = new HashMap<>();
    private Instant minute = Instant.EPOCH;

    RejectionBudget(int perMinute) {
        this.perMinute = perMinute;
    }

    /** How many refused requests of a source were not recorded one by one in the minute that began then. */
    record Overflow(TenantId tenantId, SourceId sourceId, Instant minute, long requests) {}

    /** Whether one more refused request of the source is to be recorded. */
    synchronized boolean takes(TenantId tenantId, SourceId sourceId) {
        tenants.put(sourceId, tenantId);
        return seen.merge(sourceId, 1L, Long::sum) <= perMinute;
    }

    /** Begins a new minute when it is time, and gives what overflowed in the last one. */
    synchronized List<Overflow> advance(Instant now) {
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.isAfter(minute)) {
            return List.of();
        }
        List<Overflow> overflows = new ArrayList<>();
        seen.forEach((source, count) -> {
            if (count > perMinute) {
                overflows.add(new Overflow(tenants.get(source), source, minute, count - perMinute));
            }
        });
        seen.clear();
        tenants.clear();
        minute = current;
        return overflows;
    }
}

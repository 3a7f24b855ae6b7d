package io.hookgate.gateway.requests;

import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the requests that brought no event, by source and outcome, minute by minute, and says which of them are to be
 * recorded.
 *
 * <p>Thread-safe, without locks; what comes in at the very turn of a minute may be missing from its sum.
 */
final class RecordBudget {
    private final int perMinute;
    private volatile Minute current = new Minute(Instant.EPOCH, new ConcurrentHashMap<>());

    RecordBudget(int perMinute) {
        this.perMinute = perMinute;
    }

    /** What is counted together. */
    record Origin(TenantId tenantId, SourceId sourceId, RequestOutcome outcome) {}

    private record Minute(Instant start, Map<Origin, AtomicLong> counts) {}

    /** How many requests of one origin were not recorded one by one in the minute that began then. */
    record Overflow(Origin origin, Instant minute, long requests) {}

    /** Whether one more request of the origin is to be recorded. */
    boolean takes(Origin origin) {
        Map<Origin, AtomicLong> counts = current.counts();
        AtomicLong known = counts.get(origin);
        AtomicLong count = known == null ? counts.computeIfAbsent(origin, key -> new AtomicLong()) : known;
        return count.incrementAndGet() <= perMinute;
    }

    /** Begins a new minute when it is time, and gives what overflowed in the last one; called by one thread at a time. */
    List<Overflow> advance(Instant now) {
        Minute last = current;
        Instant start = now.truncatedTo(ChronoUnit.MINUTES);
        if (!start.isAfter(last.start())) {
            return List.of();
        }
        current = new Minute(start, new ConcurrentHashMap<>());
        List<Overflow> overflows = new ArrayList<>();
        last.counts().forEach((origin, count) -> {
            if (count.get() > perMinute) {
                overflows.add(new Overflow(origin, last.start(), count.get() - perMinute));
            }
        });
        return overflows;
    }
}

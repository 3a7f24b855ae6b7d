package io.hookgate.delivery.dispatch;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import java.util.HashMap;
import java.util.Map;

/**
 * The bytes of events that this node holds, shared out: no endpoint takes more than a quarter; a quarter is kept for first
 * attempts; and when more than half is taken, no tenant takes more than its equal share. Whoever holds nothing may always take
 * one event, as long as anything is left. Thread-safe.
 */
final class HeldMemory {
    private final long capacity;
    private final Map<TenantId, Long> byTenant = new HashMap<>();
    private final Map<EndpointId, Long> byEndpoint = new HashMap<>();
    private long held;

    HeldMemory(long capacity) {
        this.capacity = capacity;
    }

    /** Takes room, if there is any for this endpoint. */
    synchronized boolean reserve(TenantId tenantId, EndpointId endpointId, int bytes, boolean firstAttempt) {
        if (held + bytes > (firstAttempt ? capacity : capacity / 4 * 3)
                || exceeds(byEndpoint.getOrDefault(endpointId, 0L), bytes, capacity / 4)
                || (held + bytes > capacity / 2
                        && exceeds(byTenant.getOrDefault(tenantId, 0L), bytes, share(tenantId)))) {
            return false;
        }
        add(tenantId, endpointId, bytes);
        return true;
    }

    /** Takes room for what is here already, whether there is any or not. */
    synchronized void add(TenantId tenantId, EndpointId endpointId, int bytes) {
        held += bytes;
        byTenant.merge(tenantId, (long) bytes, Long::sum);
        byEndpoint.merge(endpointId, (long) bytes, Long::sum);
    }

    /** Gives room back. */
    synchronized void release(TenantId tenantId, EndpointId endpointId, int bytes) {
        held -= bytes;
        byTenant.computeIfPresent(tenantId, (id, sum) -> sum == bytes ? null : sum - bytes);
        byEndpoint.computeIfPresent(endpointId, (id, sum) -> sum == bytes ? null : sum - bytes);
    }

    /** Whether more than half is taken. */
    synchronized boolean isScarce() {
        return held > capacity / 2;
    }

    /** Whether nothing more can be taken from the ledger. */
    synchronized boolean isFull() {
        return held >= capacity / 4 * 3;
    }

    private long share(TenantId tenantId) {
        return capacity / (byTenant.size() + (byTenant.containsKey(tenantId) ? 0 : 1));
    }

    private static boolean exceeds(long holds, int bytes, long limit) {
        return holds > 0 && holds + bytes > limit;
    }
}

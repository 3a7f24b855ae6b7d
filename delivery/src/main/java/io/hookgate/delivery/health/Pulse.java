package io.hookgate.delivery.health;

import io.hookgate.delivery.health.HealthStore.Sample;
import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What this node has seen of one endpoint since it was recorded last. Thread-safe. */
final class Pulse {
    private final TenantId tenantId;
    private final EndpointId endpointId;
    private @Nullable Instant successAt;
    private @Nullable Instant failureAt;
    private @Nullable String error;
    private @Nullable Instant since;
    private @Nullable Instant recordedAt;
    private boolean troubled;

    Pulse(TenantId tenantId, EndpointId endpointId) {
        this.tenantId = tenantId;
        this.endpointId = endpointId;
    }

    synchronized void succeed(Instant now) {
        successAt = now;
        since = null;
    }

    synchronized void fail(Instant now, @Nullable String code) {
        failureAt = now;
        error = code;
        if (since == null) {
            since = now;
        }
    }

    /** Whether failures are known of that a success would end. */
    synchronized boolean isTroubled() {
        return troubled || failureAt != null;
    }

    /** What is to be recorded, once; null if there is nothing, or nothing new within the steady interval. */
    synchronized @Nullable Sample take(Instant now, Duration steady) {
        boolean isNews = failureAt != null || (successAt != null && troubled);
        boolean isDue = successAt != null
                && (recordedAt == null || !recordedAt.plus(steady).isAfter(now));
        if (!isNews && !isDue) {
            return null;
        }
        Sample sample = new Sample(tenantId, endpointId, successAt, failureAt, error, since);
        successAt = null;
        failureAt = null;
        error = null;
        since = null;
        recordedAt = now;
        return sample;
    }

    /** Learns what is known by all nodes together. */
    synchronized void learn(boolean isTroubled) {
        troubled = isTroubled;
    }
}

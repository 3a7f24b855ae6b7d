package io.hookgate.tenant;

import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import java.util.Optional;

/**
 * A registered SaaS system as ingress needs it; its secrets stay inside {@code protocol}.
 *
 * @param enabled whether it takes requests
 * @param rateLimit the most requests that it takes
 * @param protocol the adapter with this source's settings and secrets
 */
public record Source(
        TenantId tenantId,
        SourceId id,
        String name,
        boolean enabled,
        Optional<RateLimit> rateLimit,
        ConfiguredSource protocol) {

    @Override
    public String toString() {
        return "Source[" + id + ", tenant " + tenantId + "]";
    }
}

package io.hookgate.tenant.quota;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.OptionalLong;

/** What holds for tenants that have no quotas of their own; what is absent has no bound. */
@ConfigMapping(prefix = "hookgate.quotas")
interface QuotaConfig {

    /** The most sources of a tenant. */
    OptionalLong sources();

    /** The most endpoints of a tenant. */
    OptionalLong endpoints();

    /** The most subscriptions of a tenant. */
    OptionalLong subscriptions();

    /** The most events that a tenant's sources together may send on one day (UTC). */
    OptionalLong eventsPerDay();

    /** The largest body of a webhook to a tenant's sources. */
    Optional<MemorySize> payloadSize();
}

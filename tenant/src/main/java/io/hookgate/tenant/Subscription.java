package io.hookgate.tenant;

import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;

/**
 * A rule that brings events to an endpoint.
 *
 * @param ordered whether deliveries with the same ordering key are sent strictly one after another
 * @param enabled whether new events are matched against it
 */
public record Subscription(
        TenantId tenantId, SubscriptionId id, String name, EndpointId endpointId, boolean ordered, boolean enabled) {}

package io.hookgate.tenant;

import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.routing.Transformation;
import java.util.Optional;

/**
 * A rule that brings events to an endpoint.
 *
 * @param transformation makes the body of a delivery out of an event
 * @param ordering how deliveries with the same ordering key are sent strictly one after another; empty if they are not
 * @param enabled whether new events are matched against it
 */
public record Subscription(
        TenantId tenantId,
        SubscriptionId id,
        String name,
        EndpointId endpointId,
        Transformation transformation,
        Optional<Ordering> ordering,
        boolean enabled) {}

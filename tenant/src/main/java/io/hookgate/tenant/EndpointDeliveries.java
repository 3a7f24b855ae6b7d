package io.hookgate.tenant;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;

/** What delivery knows of endpoints and does for them. */
public interface EndpointDeliveries {

    /** How endpoints fare; one that nothing is known of is not in the answer. */
    Uni<Map<EndpointId, EndpointHealth>> health(TenantId tenantId, Collection<EndpointId> endpointIds);

    /** Ends what waits for the endpoint, as cancelled; says how many deliveries that were. */
    Uni<Integer> drop(TenantId tenantId, EndpointId endpointId);

    /** Judges the endpoint anew from now on: its owner has enabled it. */
    Uni<Void> forgive(TenantId tenantId, EndpointId endpointId);
}

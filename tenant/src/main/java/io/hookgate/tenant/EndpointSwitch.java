package io.hookgate.tenant;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;

/** Switches endpoints off on behalf of delivery. */
public interface EndpointSwitch {

    /** Why an endpoint was switched off. */
    enum Reason {
        /** It answered that it is gone for good. */
        GONE,
        /** It has failed for too long. */
        FAILING
    }

    /** Disables an endpoint; gives false, and does nothing, if it is not enabled or not there. */
    Uni<Boolean> disable(TenantId tenantId, EndpointId endpointId, Reason reason);
}

package io.hookgate.gateway.console;

import io.hookgate.model.EndpointId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.http.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The names of the tenant's endpoints, from memory. */
@ApplicationScoped
class EndpointNames {
    private final Configuration configuration;
    private final TenantContext context;

    EndpointNames(Configuration configuration, TenantContext context) {
        this.configuration = configuration;
        this.context = context;
    }

    /** The name of an endpoint, or its identifier if it is there no more. */
    String of(UUID endpointId) {
        return configuration
                .endpoint(context.tenantId(), new EndpointId(endpointId))
                .map(Endpoint::name)
                .orElseGet(endpointId::toString);
    }
}

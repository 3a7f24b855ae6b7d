package io.hookgate.tenant.endpoint;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.EndpointId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Which endpoints the caller of the current request may see: all of the tenant, or those of its application. */
@ApplicationScoped
public class EndpointScope {
    private final TenantContext context;
    private final Endpoints endpoints;

    EndpointScope(TenantContext context, Endpoints endpoints) {
        this.context = context;
        this.endpoints = endpoints;
    }

    /** Whether the caller may see what belongs to this endpoint. */
    public boolean includes(EndpointId endpointId) {
        Optional<ApplicationId> application = context.application();
        return application.isEmpty() || application.equals(endpoints.applicationOf(context.tenantId(), endpointId));
    }

    /**
     * The endpoint, if the caller may see it.
     *
     * @throws ApiProblem with status 404 if not
     */
    public EndpointId require(EndpointId endpointId) {
        if (!includes(endpointId)) {
            throw ApiProblem.notFound("endpoint");
        }
        return endpointId;
    }

    /** The endpoints of the caller's application; empty for a caller who sees all. */
    public Optional<Set<EndpointId>> confined() {
        return context.application().map(application -> endpoints.ofApplication(context.tenantId(), application));
    }
}

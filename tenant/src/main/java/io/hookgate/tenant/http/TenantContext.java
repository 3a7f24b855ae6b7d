package io.hookgate.tenant.http;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.TenantId;
import java.util.Optional;

/** The tenant that the path of this request names, after the caller's right to it has been checked. Request-scoped. */
public interface TenantContext {
    /**
     * The tenant of this request.
     *
     * @throws IllegalStateException if the path names none
     */
    TenantId tenantId();

    /** Whether the path of this request names a tenant. */
    boolean hasTenant();

    /** Whether this is a request to the API that has been let through. */
    boolean isAdmitted();

    /**
     * The application to which the caller is confined within the tenant of this request; empty for one who belongs to the
     * whole tenant.
     */
    Optional<ApplicationId> application();

    /** The address that this request comes from; empty outside the API. */
    Optional<String> address();

    /**
     * Who makes this request.
     *
     * @throws IllegalStateException outside the API
     */
    Caller caller();
}

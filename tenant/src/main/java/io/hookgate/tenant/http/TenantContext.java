package io.hookgate.tenant.http;

import io.hookgate.model.TenantId;

/** The tenant that the path of this request names, after the caller's right to it has been checked. Request-scoped. */
public interface TenantContext {
    /**
     * The tenant of this request.
     *
     * @throws IllegalStateException if the path names none
     */
    TenantId tenantId();

    /**
     * Who makes this request.
     *
     * @throws IllegalStateException outside the API
     */
    Caller caller();
}

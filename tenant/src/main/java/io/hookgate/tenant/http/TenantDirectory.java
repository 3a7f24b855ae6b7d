package io.hookgate.tenant.http;

import io.hookgate.model.TenantId;
import java.util.Optional;

/** Finds tenants by what a path says; answers from memory. */
public interface TenantDirectory {

    /** The tenant with this slug or identifier. */
    Optional<TenantId> find(String slugOrId);

    /** Whether the tenant's deliveries to public addresses may go without TLS. */
    boolean allowsHttp(TenantId tenantId);
}

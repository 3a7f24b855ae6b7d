package io.hookgate.tenant.http;

import io.hookgate.model.TenantId;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** What {@link RequestGuard} has found out about the request. */
@RequestScoped
class CurrentRequest implements TenantContext {
    private @Nullable Caller caller;
    private @Nullable TenantId tenantId;

    @Override
    public TenantId tenantId() {
        TenantId known = tenantId;
        if (known == null) {
            throw new IllegalStateException("The path of this request names no tenant");
        }
        return known;
    }

    @Override
    public Caller caller() {
        Caller known = caller;
        if (known == null) {
            throw new IllegalStateException("This request has not been admitted");
        }
        return known;
    }

    @Override
    public boolean hasTenant() {
        return tenantId != null;
    }

    @Override
    public boolean isAdmitted() {
        return caller != null;
    }

    void admit(Caller admitted, @Nullable TenantId tenant) {
        caller = admitted;
        tenantId = tenant;
    }
}

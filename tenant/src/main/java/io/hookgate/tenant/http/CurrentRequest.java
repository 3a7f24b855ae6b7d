package io.hookgate.tenant.http;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.TenantId;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link RequestGuard} has found out about the request. */
@RequestScoped
class CurrentRequest implements TenantContext {
    private @Nullable Caller caller;
    private @Nullable TenantId tenantId;
    private @Nullable String address;

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
    public Optional<ApplicationId> application() {
        return caller().applicationIn(tenantId());
    }

    @Override
    public boolean hasTenant() {
        return tenantId != null;
    }

    @Override
    public boolean isAdmitted() {
        return caller != null;
    }

    @Override
    public Optional<String> address() {
        return Optional.ofNullable(address);
    }

    void admit(Caller admitted, @Nullable TenantId tenant, String from) {
        address = from;
        caller = admitted;
        tenantId = tenant;
    }
}

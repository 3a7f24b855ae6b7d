package io.hookgate.tenant.subscription;

import io.hookgate.model.EventId;
import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This module stores no events; the tests of what does are where that is. */
@ApplicationScoped
class NoPastEvents implements PastEvents {
    @Override
    public Uni<List<PastEvent>> read(TenantId tenantId, Instant since, @Nullable EventId before) {
        return Uni.createFrom().item(List.of());
    }
}

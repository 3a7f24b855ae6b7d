package io.hookgate.tenant.directory;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.Quotas;
import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.http.TenantDirectory;
import io.hookgate.tenant.replication.Replica;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The tenants in memory. Thread-safe. */
@Singleton
public class Tenants extends Replica<TenantEntity> implements TenantDirectory {
    private final Map<TenantId, String> slugs = new ConcurrentHashMap<>();
    private final Map<String, TenantId> bySlug = new ConcurrentHashMap<>();
    private final Map<TenantId, RateLimit> rateLimits = new ConcurrentHashMap<>();
    private final Map<TenantId, Quotas> quotas = new ConcurrentHashMap<>();
    private final Set<TenantId> withHttp = ConcurrentHashMap.newKeySet();

    Tenants() {
        super("tenant", TenantEntity.class);
    }

    @Override
    public Optional<TenantId> find(String slugOrId) {
        TenantId named = bySlug.get(slugOrId);
        return named == null ? byId(slugOrId) : Optional.of(named);
    }

    @Override
    public boolean allowsHttp(TenantId tenantId) {
        return withHttp.contains(tenantId);
    }

    Optional<String> slug(TenantId tenantId) {
        return Optional.ofNullable(slugs.get(tenantId));
    }

    /** The most requests that all sources of the tenant together take. */
    public Optional<RateLimit> rateLimit(TenantId tenantId) {
        return Optional.ofNullable(rateLimits.get(tenantId));
    }

    /** The tenant's own quotas. */
    public Quotas quotas(TenantId tenantId) {
        return quotas.getOrDefault(tenantId, Quotas.NONE);
    }

    private Optional<TenantId> byId(String text) {
        try {
            TenantId tenantId = TenantId.parse(text);
            return slugs.containsKey(tenantId) ? Optional.of(tenantId) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    protected void put(TenantEntity row) {
        TenantId tenantId = new TenantId(row.tenantId);
        String old = slugs.put(tenantId, row.slug);
        if (old != null && !old.equals(row.slug)) {
            bySlug.remove(old, tenantId);
        }
        bySlug.put(row.slug, tenantId);
        row.rateLimit().ifPresentOrElse(limit -> rateLimits.put(tenantId, limit), () -> rateLimits.remove(tenantId));
        quotas.put(tenantId, row.quotas());
        if (row.allowHttp) {
            withHttp.add(tenantId);
        } else {
            withHttp.remove(tenantId);
        }
    }

    @Override
    protected void remove(TenantId tenantId, UUID id) {
        rateLimits.remove(tenantId);
        quotas.remove(tenantId);
        withHttp.remove(tenantId);
        String slug = slugs.remove(tenantId);
        if (slug != null) {
            bySlug.remove(slug, tenantId);
        }
    }
}

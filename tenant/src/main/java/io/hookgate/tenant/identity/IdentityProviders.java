package io.hookgate.tenant.identity;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.replication.Replica;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The tenants' identity providers in memory. Thread-safe. */
@Singleton
public class IdentityProviders extends Replica<IdentityProviderEntity> {
    private final IdentityProviderCodec codec;
    private final Map<UUID, IdentityProvider> known = new ConcurrentHashMap<>();
    private final Map<TenantId, UUID> byTenant = new ConcurrentHashMap<>();
    private final Map<String, UUID> byIssuer = new ConcurrentHashMap<>();
    private final Map<String, UUID> byDomain = new ConcurrentHashMap<>();

    IdentityProviders(IdentityProviderCodec codec) {
        super("identity_provider", IdentityProviderEntity.class);
        this.codec = codec;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return known.isEmpty();
    }

    /** The provider with this identifier. */
    public Optional<IdentityProvider> find(UUID id) {
        return Optional.ofNullable(known.get(id));
    }

    /** The tenant's own provider. */
    public Optional<IdentityProvider> of(TenantId tenantId) {
        return Optional.ofNullable(byTenant.get(tenantId)).flatMap(this::find);
    }

    /** The provider that signs with this {@code iss} claim, with or without a slash at its end. */
    public Optional<IdentityProvider> withIssuer(String issuer) {
        return Optional.ofNullable(byIssuer.get(withoutSlash(issuer))).flatMap(this::find);
    }

    /** The provider at which people with this address sign in. */
    public Optional<IdentityProvider> ofEmail(String email) {
        String domain = email.substring(email.lastIndexOf('@') + 1).strip().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(byDomain.get(domain)).flatMap(this::find);
    }

    @Override
    protected void put(IdentityProviderEntity row) {
        IdentityProvider provider = codec.read(row);
        remove(provider.tenantId(), provider.id());
        known.put(provider.id(), provider);
        byTenant.put(provider.tenantId(), provider.id());
        byIssuer.put(withoutSlash(provider.issuer()), provider.id());
        provider.emailDomains().forEach(domain -> byDomain.put(domain, provider.id()));
    }

    @Override
    protected void remove(TenantId tenantId, UUID id) {
        // What another provider has taken over since stays with that one.
        byTenant.remove(tenantId, id);
        byIssuer.values().removeIf(id::equals);
        byDomain.values().removeIf(id::equals);
        known.remove(id);
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}

package io.hookgate.tenant.identity;

import io.hookgate.model.IdGenerator;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.replication.ConfigurationDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps identity providers in the table {@code identity_provider}, at most one for each tenant. */
@ApplicationScoped
class IdentityProviderStore {
    private static final String OF_TENANT = "from IdentityProviderEntity where tenantId = :tenant";
    private static final String CLAIM =
            "insert into email_domain (domain, tenant_id, provider_id)" + " values (:domain, :tenant, :provider)";

    private final ConfigurationDatabase database;
    private final IdentityProviders providers;
    private final IdentityProviderCodec codec;
    private final IdGenerator ids;
    private final Clock clock;

    IdentityProviderStore(
            ConfigurationDatabase database,
            IdentityProviders providers,
            IdentityProviderCodec codec,
            IdGenerator ids,
            Clock clock) {
        this.database = database;
        this.providers = providers;
        this.codec = codec;
        this.ids = ids;
        this.clock = clock;
    }

    /** Fails with an {@link ApiProblem} when the tenant has none. */
    Uni<IdentityProviderEntity> get(TenantId tenantId) {
        return database.read(session -> ofTenant(session, tenantId)).invoke(IdentityProviderStore::mustExist);
    }

    /**
     * Sets or replaces the tenant's provider; people who are bound to the old one are not to the new one, if it has
     * another issuer. Fails with an {@link ApiProblem} when the issuer or a domain is another tenant's.
     */
    Uni<IdentityProviderEntity> put(TenantId tenantId, NewIdentityProvider provider) {
        UUID newId = ids.next();
        return database.read(session -> ofTenant(session, tenantId))
                .map(current -> current != null && current.issuer.equals(provider.issuer()) ? current.id : newId)
                .chain(id ->
                        database.write(providers.change(tenantId, id), session -> put(session, tenantId, id, provider)))
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> new ApiProblem(
                        409,
                        "identity-provider-taken",
                        "The issuer or one of the e-mail domains belongs to another tenant's identity provider.",
                        List.of(new ApiProblem.Fault("/issuer", "must be no other tenant's"))));
    }

    private Uni<IdentityProviderEntity> put(
            Mutiny.StatelessSession session, TenantId tenantId, UUID id, NewIdentityProvider provider) {
        return ofTenant(session, tenantId)
                .call(current -> deleteAll(session, tenantId))
                .map(current -> row(tenantId, id, provider, current))
                .call(session::insert)
                .call(row -> claim(session, row, provider.domains()));
    }

    private IdentityProviderEntity row(
            TenantId tenantId, UUID id, NewIdentityProvider provider, @Nullable IdentityProviderEntity current) {
        IdentityProviderEntity row = new IdentityProviderEntity();
        row.tenantId = tenantId.value();
        row.id = id;
        row.issuer = provider.issuer();
        row.updatedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.createdAt = current != null && current.id.equals(id) ? current.createdAt : row.updatedAt;
        codec.write(provider, row);
        if (provider.clientSecret() == null && current != null && isSameClient(row, current)) {
            row.clientSecret = current.clientSecret;
        } else {
            codec.writeSecret(provider.clientSecret(), row);
        }
        return row;
    }

    private static boolean isSameClient(IdentityProviderEntity row, IdentityProviderEntity current) {
        return current.id.equals(row.id) && current.clientId.equals(row.clientId);
    }

    private static Uni<Void> claim(Mutiny.StatelessSession session, IdentityProviderEntity row, List<String> domains) {
        Uni<Void> claimed = Uni.createFrom().voidItem();
        for (String domain : domains) {
            claimed = claimed.chain(() -> session.createNativeQuery(CLAIM)
                    .setParameter("domain", domain)
                    .setParameter("tenant", row.tenantId)
                    .setParameter("provider", row.id)
                    .executeUpdate()
                    .replaceWithVoid());
        }
        return claimed;
    }

    /** Fails with an {@link ApiProblem} when the tenant has none. */
    Uni<Void> delete(TenantId tenantId) {
        return get(tenantId)
                .chain(current ->
                        database.write(providers.change(tenantId, current.id), session -> deleteAll(session, tenantId)))
                .replaceWithVoid();
    }

    private static Uni<Integer> deleteAll(Mutiny.StatelessSession session, TenantId tenantId) {
        return session.createMutationQuery("delete from IdentityProviderEntity where tenantId = :tenant")
                .setParameter("tenant", tenantId.value())
                .executeUpdate();
    }

    private static Uni<@Nullable IdentityProviderEntity> ofTenant(Mutiny.StatelessSession session, TenantId tenantId) {
        return session.createQuery(OF_TENANT, IdentityProviderEntity.class)
                .setParameter("tenant", tenantId.value())
                .getSingleResultOrNull();
    }

    private static void mustExist(@Nullable IdentityProviderEntity row) {
        if (row == null) {
            throw ApiProblem.notFound("identity provider");
        }
    }
}

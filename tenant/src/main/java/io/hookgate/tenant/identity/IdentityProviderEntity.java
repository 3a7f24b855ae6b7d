package io.hookgate.tenant.identity;

import io.hookgate.tenant.replication.Replicated;
import io.hookgate.tenant.replication.RowKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "identity_provider")
@IdClass(RowKey.class)
class IdentityProviderEntity implements Replicated {
    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "issuer", updatable = false)
    String issuer;

    @Column(name = "client_id")
    String clientId;

    /** Encrypted. */
    @Column(name = "client_secret")
    byte @Nullable [] clientSecret;

    @Column(name = "audience")
    @Nullable
    String audience;

    /** Separated by spaces. */
    @Column(name = "scopes")
    String scopes;

    /** In lower case, separated by spaces. */
    @Column(name = "email_domains")
    String emailDomains;

    @Column(name = "roles_claim")
    @Nullable
    String rolesClaim;

    @Column(name = "application_claim")
    @Nullable
    String applicationClaim;

    /** A JSON object. */
    @Column(name = "role_names")
    String roleNames;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "revision", insertable = false, updatable = false)
    long revision;

    @SuppressWarnings("NullAway.Init") // Filled in by Hibernate, or by IdentityProviderStore before anybody sees it.
    IdentityProviderEntity() {}

    @Override
    public UUID tenantId() {
        return tenantId;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public long revision() {
        return revision;
    }
}

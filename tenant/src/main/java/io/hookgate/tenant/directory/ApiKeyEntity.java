package io.hookgate.tenant.directory;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.Role;
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
@Table(name = "api_key")
@IdClass(RowKey.class)
class ApiKeyEntity implements Replicated {
    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "name", updatable = false)
    String name;

    @Column(name = "role", updatable = false)
    String role;

    @Column(name = "hash", updatable = false)
    byte[] hash;

    /** Only for the role of a subscriber. */
    @Column(name = "application_id", updatable = false)
    @Nullable
    UUID applicationId;

    @Column(name = "expires_at", updatable = false)
    @Nullable
    Instant expiresAt;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "revision", insertable = false, updatable = false)
    long revision;

    /**
     * What the holder of a key gets.
     *
     * @param applicationId only for the role of a subscriber
     * @param expiresAt null for never
     */
    record Grant(
            String name,
            Role role,
            @Nullable UUID applicationId,
            @Nullable Instant expiresAt) {}

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    ApiKeyEntity() {}

    ApiKeyEntity(TenantId tenantId, UUID id, Grant grant, byte[] hash, Instant createdAt) {
        this.tenantId = tenantId.value();
        this.id = id;
        this.name = grant.name();
        this.role = grant.role().code();
        this.applicationId = grant.applicationId();
        this.expiresAt = grant.expiresAt();
        this.hash = hash.clone();
        this.createdAt = createdAt;
    }

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

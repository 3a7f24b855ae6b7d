package io.hookgate.tenant.directory;

import io.hookgate.tenant.replication.Replicated;
import io.hookgate.tenant.replication.RowKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

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

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "revision", insertable = false, updatable = false)
    long revision;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    ApiKeyEntity() {}

    ApiKeyEntity(UUID tenantId, UUID id, String name, String role, byte[] hash, Instant createdAt) {
        this.tenantId = tenantId;
        this.id = id;
        this.name = name;
        this.role = role;
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

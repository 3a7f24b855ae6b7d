package io.hookgate.tenant.directory;

import io.hookgate.tenant.replication.RowKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "api_key_use")
@IdClass(RowKey.class)
class ApiKeyUseEntity {
    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "last_used_at")
    Instant lastUsedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    ApiKeyUseEntity() {}
}

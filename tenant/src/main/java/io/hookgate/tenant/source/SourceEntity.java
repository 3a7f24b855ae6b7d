package io.hookgate.tenant.source;

import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.replication.Replicated;
import io.hookgate.tenant.replication.RowKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "source")
@IdClass(RowKey.class)
class SourceEntity implements Replicated {
    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "name")
    String name;

    @Column(name = "adapter", updatable = false)
    String adapter;

    @Column(name = "preset")
    @Nullable
    String preset;

    @Column(name = "enabled")
    boolean enabled;

    @Column(name = "settings")
    String settings;

    /** Encrypted. */
    @Column(name = "secrets")
    byte[] secrets;

    /** Encrypted: whoever has it may send. */
    @Column(name = "ingress_key")
    byte[] ingressKey;

    @Column(name = "rate_per_second")
    @Nullable
    Integer ratePerSecond;

    @Column(name = "rate_burst")
    @Nullable
    Integer rateBurst;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "revision", insertable = false, updatable = false)
    long revision;

    @SuppressWarnings("NullAway.Init") // Filled in by Hibernate, or by SourceStore before anybody else sees it.
    SourceEntity() {}

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

    Optional<RateLimit> rateLimit() {
        return ratePerSecond == null || rateBurst == null
                ? Optional.empty()
                : Optional.of(new RateLimit(ratePerSecond, rateBurst));
    }
}

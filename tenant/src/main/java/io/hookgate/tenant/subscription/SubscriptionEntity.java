package io.hookgate.tenant.subscription;

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
@Table(name = "subscription")
@IdClass(RowKey.class)
class SubscriptionEntity implements Replicated {
    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "name")
    String name;

    @Column(name = "endpoint_id")
    UUID endpointId;

    @Column(name = "pattern")
    String pattern;

    @Column(name = "transformation")
    @Nullable
    String transformation;

    @Column(name = "ordered")
    boolean ordered;

    /** The name of an {@link io.hookgate.tenant.Ordering.OnFailure} in lower case. */
    @Column(name = "on_failure")
    String onFailure;

    @Column(name = "give_up_after_seconds")
    @Nullable
    Integer giveUpAfterSeconds;

    @Column(name = "enabled")
    boolean enabled;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "revision", insertable = false, updatable = false)
    long revision;

    @SuppressWarnings("NullAway.Init") // Filled in by Hibernate, or by SubscriptionStore before anybody else sees it.
    SubscriptionEntity() {}

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

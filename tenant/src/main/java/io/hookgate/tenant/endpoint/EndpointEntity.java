package io.hookgate.tenant.endpoint;

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
@Table(name = "endpoint")
@IdClass(RowKey.class)
class EndpointEntity implements Replicated {
    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "name")
    String name;

    @Column(name = "url")
    String url;

    @Column(name = "state")
    String state;

    /** Encrypted, because a header may be a credential. */
    @Column(name = "headers")
    byte[] headers;

    @Column(name = "rate_limit")
    @Nullable
    Integer rateLimit;

    @Column(name = "timeout_millis")
    long timeoutMillis;

    @Column(name = "retry_policy")
    String retryPolicy;

    @Column(name = "payload")
    String payload;

    @Column(name = "signing_secrets")
    byte[] signingSecrets;

    /** Null for an endpoint of the tenant itself. */
    @Column(name = "application_id")
    @Nullable
    UUID applicationId;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "revision", insertable = false, updatable = false)
    long revision;

    @SuppressWarnings("NullAway.Init") // Filled in by Hibernate, or by EndpointStore before anybody else sees it.
    EndpointEntity() {}

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

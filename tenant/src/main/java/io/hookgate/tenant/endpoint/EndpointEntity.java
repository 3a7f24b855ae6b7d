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

    /** The schemes that deliveries are signed by, separated by commas. */
    @Column(name = "signatures")
    String signatures;

    /** Encrypted; null until the endpoint wants signatures by such a key. */
    @Column(name = "signing_keys")
    byte @Nullable [] signingKeys;

    /** Encrypted; null for none. */
    @Column(name = "authentication")
    byte @Nullable [] authentication;

    /** Encrypted; null for nothing special. */
    @Column(name = "tls")
    byte @Nullable [] tls;

    @Column(name = "concurrency")
    @Nullable
    Integer concurrency;

    @Column(name = "connect_timeout_millis")
    long connectTimeoutMillis;

    /** Null for the usual one. */
    @Column(name = "circuit_breaker")
    @Nullable
    String circuitBreaker;

    /** Zero for never. */
    @Column(name = "disable_after_millis")
    long disableAfterMillis;

    /** Why it is not enabled; null if it is. */
    @Column(name = "state_reason")
    @Nullable
    String stateReason;

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

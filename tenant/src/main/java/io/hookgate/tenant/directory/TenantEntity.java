package io.hookgate.tenant.directory;

import io.hookgate.tenant.Quotas;
import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.replication.Replicated;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "tenant")
class TenantEntity implements Replicated {
    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    /** The same column again: within itself, a tenant is identified by itself. */
    @Column(name = "tenant_id", insertable = false, updatable = false)
    UUID id;

    @Column(name = "slug", updatable = false)
    String slug;

    @Column(name = "name")
    String name;

    @Column(name = "rate_per_second")
    @Nullable
    Integer ratePerSecond;

    @Column(name = "rate_burst")
    @Nullable
    Integer rateBurst;

    @Column(name = "quota_sources")
    @Nullable
    Long quotaSources;

    @Column(name = "quota_endpoints")
    @Nullable
    Long quotaEndpoints;

    @Column(name = "quota_subscriptions")
    @Nullable
    Long quotaSubscriptions;

    @Column(name = "quota_events_per_day")
    @Nullable
    Long quotaEventsPerDay;

    @Column(name = "quota_payload_bytes")
    @Nullable
    Long quotaPayloadBytes;

    /** Whether deliveries to public addresses may go without TLS. */
    @Column(name = "allow_http")
    boolean allowHttp;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "revision", insertable = false, updatable = false)
    long revision;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    TenantEntity() {}

    TenantEntity(UUID tenantId, String slug, String name, Instant now) {
        this.tenantId = tenantId;
        this.id = tenantId;
        this.slug = slug;
        this.name = name;
        this.createdAt = now;
        this.updatedAt = now;
    }

    @Override
    public UUID tenantId() {
        return tenantId;
    }

    @Override
    public UUID id() {
        return tenantId;
    }

    @Override
    public long revision() {
        return revision;
    }

    void limitTo(Optional<RateLimit> limit) {
        ratePerSecond = limit.map(RateLimit::perSecond).orElse(null);
        rateBurst = limit.map(RateLimit::burst).orElse(null);
    }

    void allot(Quotas quotas) {
        quotaSources = nullable(quotas.sources());
        quotaEndpoints = nullable(quotas.endpoints());
        quotaSubscriptions = nullable(quotas.subscriptions());
        quotaEventsPerDay = nullable(quotas.eventsPerDay());
        quotaPayloadBytes = nullable(quotas.payloadBytes());
    }

    Quotas quotas() {
        return new Quotas(
                optional(quotaSources),
                optional(quotaEndpoints),
                optional(quotaSubscriptions),
                optional(quotaEventsPerDay),
                optional(quotaPayloadBytes));
    }

    private static @Nullable Long nullable(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    Optional<RateLimit> rateLimit() {
        return ratePerSecond == null || rateBurst == null
                ? Optional.empty()
                : Optional.of(new RateLimit(ratePerSecond, rateBurst));
    }
}

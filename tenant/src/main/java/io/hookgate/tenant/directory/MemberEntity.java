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
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "member")
@IdClass(RowKey.class)
class MemberEntity implements Replicated {
    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Id
    @Column(name = "id")
    UUID id;

    /** In lower case. */
    @Column(name = "email", updatable = false)
    String email;

    @Column(name = "role")
    String role;

    @Column(name = "application_id")
    @Nullable
    UUID applicationId;

    /** Who the member is, from the first sign-in on. */
    @Column(name = "provider")
    @Nullable
    String provider;

    @Column(name = "subject")
    @Nullable
    String subject;

    @Column(name = "invited_at", updatable = false)
    Instant invitedAt;

    @Column(name = "bound_at")
    @Nullable
    Instant boundAt;

    @Column(name = "revision", insertable = false, updatable = false)
    long revision;

    @SuppressWarnings("NullAway.Init") // Filled in by Hibernate, or by MemberStore before anybody else sees it.
    MemberEntity() {}

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

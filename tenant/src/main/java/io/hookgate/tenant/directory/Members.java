package io.hookgate.tenant.directory;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.replication.Replica;
import io.hookgate.tenant.replication.RowKey;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The members in memory: by who they are, and those that have not signed in yet by their address. Thread-safe. */
@Singleton
class Members extends Replica<MemberEntity> {
    private final Map<RowKey, String> keys = new HashMap<>();
    private final Map<String, Map<RowKey, Membership>> known = new ConcurrentHashMap<>();

    Members() {
        super("member", MemberEntity.class);
    }

    /** What this person is, by tenant. */
    Map<RowKey, Membership> of(String provider, String subject) {
        return Map.copyOf(known.getOrDefault(person(provider, subject), Map.of()));
    }

    /** Invitations to this address that nobody has taken. */
    List<RowKey> invitations(String email) {
        return List.copyOf(known.getOrDefault(address(email), Map.of()).keySet());
    }

    @Override
    protected void put(MemberEntity row) {
        remove(new TenantId(row.tenantId), row.id);
        RowKey key = new RowKey(row.tenantId, row.id);
        String owner =
                row.provider == null || row.subject == null ? address(row.email) : person(row.provider, row.subject);
        Role role = Role.ofCode(row.role)
                .orElseThrow(() -> new IllegalStateException("A member has the unknown role " + row.role));
        keys.put(key, owner);
        known.computeIfAbsent(owner, someone -> new ConcurrentHashMap<>())
                .put(key, new Membership(role, row.applicationId));
    }

    @Override
    protected void remove(TenantId tenantId, UUID id) {
        RowKey key = new RowKey(tenantId.value(), id);
        String owner = keys.remove(key);
        if (owner != null) {
            known.computeIfPresent(owner, (someone, memberships) -> {
                memberships.remove(key);
                return memberships.isEmpty() ? null : memberships;
            });
        }
    }

    private static String person(String provider, String subject) {
        return "person " + provider + " " + subject;
    }

    private static String address(String email) {
        return "address " + email.toLowerCase(Locale.ROOT);
    }
}

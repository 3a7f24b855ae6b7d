package io.hookgate.tenant.replication;

import io.hookgate.model.TenantId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has changed, as the triggers of the schema announce it.
 *
 * @param table the table's name
 * @param id the row; null for many rows of the tenant
 */
public record Change(
        String table, TenantId tenantId, @Nullable UUID id) {
    private static final String MANY = "*";

    /** Reads a notification: {@code table tenant id}, or {@code table tenant *}; empty for anything else. */
    static Optional<Change> parse(String payload) {
        String[] parts = payload.split(" ", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            UUID id = parts[2].equals(MANY) ? null : UUID.fromString(parts[2]);
            return Optional.of(new Change(parts[0], TenantId.parse(parts[1]), id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

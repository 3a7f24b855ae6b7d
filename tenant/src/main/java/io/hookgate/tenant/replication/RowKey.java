package io.hookgate.tenant.replication;

import java.util.UUID;

/**
 * The primary key of every table of the control plane.
 *
 * @param tenantId whose row it is
 * @param id the row within the tenant
 */
public record RowKey(UUID tenantId, UUID id) {}

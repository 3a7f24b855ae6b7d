package io.hookgate.tenant.replication;

import java.util.UUID;

/** A stored row of which every node keeps a copy. */
public interface Replicated {

    /** Whose row it is. */
    UUID tenantId();

    /** The row within the tenant. */
    UUID id();

    /** Grows with every change of the row, whoever makes it. */
    long revision();
}

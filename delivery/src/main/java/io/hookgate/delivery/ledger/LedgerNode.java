package io.hookgate.delivery.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** This process as the owner of leases; another start of the application is another node. */
@ApplicationScoped
public class LedgerNode {
    private final UUID id = UUID.randomUUID();

    /** The identifier in the ledger. */
    public UUID id() {
        return id;
    }
}

package io.hookgate.tenant.quota;

import io.hookgate.tenant.Quotas;
import java.util.OptionalLong;

/** What a tenant keeps, each kind in a table. */
public enum Stock {
    /** Sources. */
    SOURCES("source"),
    /** Endpoints. */
    ENDPOINTS("endpoint"),
    /** Subscriptions. */
    SUBSCRIPTIONS("subscription");

    private final String table;

    Stock(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }

    OptionalLong most(Quotas quotas) {
        return switch (this) {
            case SOURCES -> quotas.sources();
            case ENDPOINTS -> quotas.endpoints();
            case SUBSCRIPTIONS -> quotas.subscriptions();
        };
    }
}

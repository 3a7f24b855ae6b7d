package io.hookgate.delivery.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the ledger keeps, and for how long. */
@ConfigMapping(prefix = "hookgate.delivery.ledger")
interface LedgerConfig {

    /** How long events, deliveries and attempts are kept; whole days. */
    @WithDefault("30d")
    Duration retention();

    /** How many days ahead partitions are made. */
    @WithDefault("7")
    int daysAhead();

    /** How often partitions are made and dropped, and old keys are forgotten. */
    @WithDefault("15m")
    Duration upkeepInterval();

    /** Within this time a second event with the same source and CloudEvent id is a duplicate. */
    @WithDefault("24h")
    Duration deduplicationWindow();

    /** How long the leases of a node that gives no sign of life are respected. */
    @WithDefault("10s")
    Duration nodeLease();
}

package io.hookgate.delivery.dispatch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much is sent at the same time, and how much waits for it in memory. */
@ConfigMapping(prefix = "hookgate.delivery.dispatch")
interface DispatchConfig {

    /** Requests to one endpoint that this node runs at the same time. */
    @WithDefault("64")
    int concurrency();

    /** Deliveries to one endpoint that wait in memory of this node; further ones wait in the ledger. */
    @WithDefault("10000")
    int queue();

    /** Bytes of events that this node holds in memory for all endpoints; beyond that, deliveries wait in the ledger. */
    @WithDefault("64M")
    MemorySize memory();

    /** The longest time between two looks at what is due; what this node has postponed itself is seen at its time. */
    @WithDefault("1s")
    Duration pollInterval();

    /** Deliveries that are taken from the ledger at once. */
    @WithDefault("100")
    int claim();

    /** Outcomes that are written to the ledger at once, at most. */
    @WithDefault("500")
    int outcomes();

    /** How long a delivery waits that could not be tried for a fault on our side, such as one of the egress proxy. */
    @WithDefault("10s")
    Duration pauseAfterFault();

    /** How often this node renews its leases and takes over those of nodes that have died. */
    @WithDefault("3s")
    Duration heartbeat();

    /** How often some of the lines that a dead delivery holds up are looked at, whether they still are to be held. */
    @WithDefault("5s")
    Duration heldLinesInterval();

    /** How long a stop waits for running attempts. */
    @WithDefault("20s")
    Duration drain();
}

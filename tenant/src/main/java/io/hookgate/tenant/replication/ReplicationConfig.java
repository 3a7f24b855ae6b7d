package io.hookgate.tenant.replication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the stored configuration is reached and copied. */
@ConfigMapping(prefix = "hookgate.configuration")
interface ReplicationConfig {

    /** The longest that one request to the database may take, waiting for a connection included. */
    @WithDefault("10s")
    Duration queryTimeout();

    /** The longest that a response to a change waits until the change is in force on this node. */
    @WithDefault("5s")
    Duration inForceTimeout();

    /** How often it is checked that the connection on which changes are announced is still alive. */
    @WithDefault("10s")
    Duration heartbeat();

    /** The first pause before that connection is opened again; it doubles with each failure. */
    @WithDefault("100ms")
    Duration reconnectPause();

    /** The longest of these pauses. */
    @WithDefault("5s")
    Duration maxReconnectPause();
}

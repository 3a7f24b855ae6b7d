package io.hookgate.delivery.bulk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much bulk work may weigh upon live traffic. */
@ConfigMapping(prefix = "hookgate.delivery.bulk")
interface BulkConfig {

    /** Deliveries, or events, that a job works on in a second unless it says otherwise. */
    @WithDefault("500")
    int rate();

    /** The highest rate that a job may ask for. */
    @WithDefault("5000")
    int maxRate();

    /** Rows that a job works on in one transaction. */
    @WithDefault("100")
    int slice();

    /** Deliveries of one job that wait for room at their endpoints; when there are more, the job waits. */
    @WithDefault("2000")
    int backlog();

    /** Unfinished jobs of one tenant. */
    @WithDefault("20")
    int jobs();

    /** How often a node looks for work that it has not been told of. */
    @WithDefault("1s")
    Duration pollInterval();

    /** How long finished jobs are kept. */
    @WithDefault("30d")
    Duration retention();
}

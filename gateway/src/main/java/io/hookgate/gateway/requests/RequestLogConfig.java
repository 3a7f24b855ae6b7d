package io.hookgate.gateway.requests;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How inbound requests are recorded. */
@ConfigMapping(prefix = "hookgate.requests")
interface RequestLogConfig {

    /** How long records are kept; whole days. */
    @WithDefault("30d")
    Duration retention();

    /** Records that may wait to be written; further ones are counted, not kept. */
    @WithDefault("20000")
    int bufferSize();

    /** Records that are written in one statement, at most. */
    @WithDefault("500")
    int batchSize();

    /**
     * Requests of one source that brought no event and had the same outcome, such as refused ones, that are recorded
     * one by one in a minute; further ones are summed up in one record, so that nobody can fill the disk.
     */
    @WithDefault("60")
    int eventlessPerMinute();
}

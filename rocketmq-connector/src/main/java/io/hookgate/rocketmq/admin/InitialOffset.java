package io.hookgate.rocketmq.admin;

/** Where a consumer group starts that has never consumed. */
public enum InitialOffset {
    /** At the oldest message that the broker still has. */
    EARLIEST,
    /** After the newest one. */
    LATEST
}

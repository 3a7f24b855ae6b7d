package io.hookgate.rocketmq.admin;

/** What kind of messages a topic takes. */
public enum TopicType {
    /** Ordered within each message group. */
    FIFO,
    /** Unordered. */
    NORMAL
}

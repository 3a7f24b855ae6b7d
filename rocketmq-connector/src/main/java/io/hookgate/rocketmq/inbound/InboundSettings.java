package io.hookgate.rocketmq.inbound;

import java.time.Duration;

/**
 * How an incoming channel behaves; README.md says what each attribute is for.
 *
 * @param filter a tag expression, {@code *} for everything
 */
public record InboundSettings(
        String channel,
        String topic,
        String group,
        String filter,
        int receivers,
        int maxMessagesPerReceive,
        int maxMessagesPerBatch,
        int maxUnackedMessages,
        Duration pollTimeout,
        Duration invisibleTime,
        RedeliveryPolicy redelivery,
        String deadLetterTopic,
        Duration drainTimeout) {

    /** What a proxy accepts at least. */
    private static final Duration SHORTEST_INVISIBLE_TIME = Duration.ofSeconds(10);

    public InboundSettings {
        require(receivers > 0, "receivers must be positive");
        require(maxMessagesPerReceive > 0, "max-messages-per-receive must be positive");
        require(maxMessagesPerBatch > 0, "max-messages-per-batch must be positive");
        require(maxUnackedMessages > 0, "max-unacked-messages must be positive");
        require(pollTimeout.toMillis() > 0, "poll-timeout-ms must be positive");
        require(
                invisibleTime.compareTo(SHORTEST_INVISIBLE_TIME) >= 0,
                "invisible-time-ms must be 10000 at least, which is the shortest that RocketMQ accepts");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

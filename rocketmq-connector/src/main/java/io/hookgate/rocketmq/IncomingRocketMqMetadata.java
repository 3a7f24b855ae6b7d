package io.hookgate.rocketmq;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the broker says about a received bus message.
 *
 * @param messageId the broker's id of the bus message, the same on every redelivery
 * @param topic the topic it was received from
 * @param messageGroup the group within which bus messages are ordered, or null on an unordered topic
 * @param tag the tag it was published with, or null
 * @param deliveryAttempt 1 for the first delivery, growing with each redelivery
 * @param bornAt when the producer sent it, by the producer's clock
 * @param properties its user properties
 */
public record IncomingRocketMqMetadata(
        String messageId,
        String topic,
        @Nullable String messageGroup,
        @Nullable String tag,
        int deliveryAttempt,
        Instant bornAt,
        Map<String, String> properties) {

    public IncomingRocketMqMetadata {
        properties = Map.copyOf(properties);
    }

    /** The user property of that name. */
    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }
}

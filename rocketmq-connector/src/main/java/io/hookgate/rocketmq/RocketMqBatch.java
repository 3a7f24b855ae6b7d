package io.hookgate.rocketmq;

import java.util.List;

/**
 * The payload of an incoming message: the records of one bus message, or of several of one group, in the order in which
 * they were published.
 *
 * <p>It is acknowledged, or refused, as a whole.
 *
 * @param records the records as the channel's codec split them; the arrays are not copied and belong to the receiver
 * @param metadata what the broker says about the bus message, the first if there are several
 */
public record RocketMqBatch(List<byte[]> records, IncomingRocketMqMetadata metadata) {

    public RocketMqBatch {
        records = List.copyOf(records);
    }
}

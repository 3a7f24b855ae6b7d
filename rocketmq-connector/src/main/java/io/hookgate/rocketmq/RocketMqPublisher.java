package io.hookgate.rocketmq;

import java.util.concurrent.CompletionStage;

/**
 * Publishes records to an outgoing channel without an emitter between: no lock that all callers share, no message object
 * per record. For hot paths; got from {@link RocketMqConnector#publisher(String)}.
 *
 * <p>Safe for use by many threads. The caller's thread is never blocked.
 */
public interface RocketMqPublisher {

    /**
     * Publishes one record.
     *
     * @param payload the record, not changed afterwards by the caller; not empty
     * @return completes when the broker has confirmed the batch with the record, on the thread that got the confirmation
     *     (never do slow things there); fails with a {@link RocketMqPublishException}. It never throws instead.
     */
    CompletionStage<Void> publish(byte[] payload, OutgoingRocketMqMetadata metadata);
}

package io.hookgate.rocketmq.outbound;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Sends batches to the broker. */
interface BatchSender {

    /** Whether there is a broker to send to; if not, {@link #send} must not be called. */
    boolean isReady();

    /**
     * Sends records as one bus message.
     *
     * @param shard the shard whose message group it gets
     * @return completes when the broker has confirmed
     */
    CompletionStage<Void> send(int shard, List<PendingRecord> batch);
}

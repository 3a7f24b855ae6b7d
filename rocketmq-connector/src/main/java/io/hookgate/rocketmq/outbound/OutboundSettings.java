package io.hookgate.rocketmq.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an outgoing channel behaves; README.md says what each attribute is for.
 *
 * @param ordered whether messages carry a message group, as FIFO topics want it
 * @param batchInterval from the beginning of one batch of a shard to that of the next, at least, unless it is full
 * @param rejecting whether a record that finds the buffer full is nacked; if not, fewer are requested from upstream
 */
public record OutboundSettings(
        String channel,
        String topic,
        boolean ordered,
        int shards,
        String messageGroupPrefix,
        @Nullable String tag,
        Duration batchInterval,
        int maxBatchRecords,
        int maxBatchBytes,
        int maxRecordBytes,
        int maxBufferedRecords,
        long maxBufferedBytes,
        boolean rejecting,
        Duration deadline,
        Duration retryInitial,
        Duration retryMax,
        Duration closeTimeout) {

    public OutboundSettings {
        require(shards > 0, "shards");
        require(!batchInterval.isNegative(), "batch-interval-ms");
        require(maxBatchRecords > 0, "max-batch-records");
        require(maxBatchBytes > 0, "max-batch-bytes");
        require(maxRecordBytes > 0, "max-record-bytes");
        require(maxBufferedRecords > 0, "max-buffered-records");
        require(maxBufferedBytes > 0, "max-buffered-bytes");
        require(deadline.toMillis() > 0, "deadline-ms");
        require(retryInitial.toMillis() > 0, "retry-initial-ms");
        require(retryMax.compareTo(retryInitial) >= 0, "retry-max-ms");
    }

    private static void require(boolean condition, String attribute) {
        if (!condition) {
            throw new IllegalArgumentException("The value of '" + attribute + "' is too small");
        }
    }
}

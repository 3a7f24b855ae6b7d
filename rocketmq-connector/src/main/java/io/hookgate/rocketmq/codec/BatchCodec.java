package io.hookgate.rocketmq.codec;

import java.util.List;

/**
 * How several records are framed in the body of one bus message.
 *
 * <p>A codec is a CDI bean with an {@code @Identifier}; a channel names it with {@code batch-codec}. Implementations are
 * safe for use by many threads and keep no state.
 */
public interface BatchCodec {

    /**
     * Joins records, in their order.
     *
     * @param records at least one, at most {@link #maxRecords()}; none is changed
     * @return a body that is not empty and of which {@link #split} makes the same records
     */
    byte[] join(List<byte[]> records);

    /**
     * Splits a body that {@link #join} made, or that somebody else sent to the topic.
     *
     * @return at least one record
     * @throws UndecodableBatchException if the body is not a batch of this codec; the bus message becomes a dead letter
     */
    List<byte[]> split(byte[] batch) throws UndecodableBatchException;

    /** The media type of a body, sent along as property {@code content-type}. */
    String contentType();

    /** How many records one body may hold. */
    default int maxRecords() {
        return Integer.MAX_VALUE;
    }
}

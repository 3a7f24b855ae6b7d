package io.hookgate.rocketmq.telemetry;

import io.hookgate.rocketmq.RocketMqPublishException;
import io.hookgate.rocketmq.client.ClientFailure;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Counts what an outgoing channel does. Methods are called often and on any thread; they never block or throw. */
public interface OutboundMetrics {

    /** The broker has confirmed a batch. */
    void sent(int records, int bytes, long nanos);

    /** An attempt to send a batch failed. */
    void sendFailed(ClientFailure failure);

    /** A record was failed. */
    void failed(RocketMqPublishException reason);

    /** Tells where to read how much is accepted and not settled. */
    void watch(IntSupplier bufferedRecords, LongSupplier bufferedBytes);

    /** The channel is closed. */
    void close();

    /** Counts nothing. */
    OutboundMetrics NONE = new OutboundMetrics() {
        @Override
        public void sent(int records, int bytes, long nanos) {}

        @Override
        public void sendFailed(ClientFailure failure) {}

        @Override
        public void failed(RocketMqPublishException reason) {}

        @Override
        public void watch(IntSupplier bufferedRecords, LongSupplier bufferedBytes) {}

        @Override
        public void close() {}
    };
}

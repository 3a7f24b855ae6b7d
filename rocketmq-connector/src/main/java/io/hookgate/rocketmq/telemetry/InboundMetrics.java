package io.hookgate.rocketmq.telemetry;

import io.hookgate.rocketmq.client.ClientFailure;
import java.util.function.IntSupplier;

/** Counts what an incoming channel does. Methods are called often and on any thread; they never block or throw. */
public interface InboundMetrics {

    /** A bus message was received, for the first time or again. */
    void received(int records, int bytes, boolean again);

    /** A message was processed, so long after its emission. */
    void acknowledged(long nanos);

    /** An acknowledgement did not reach the broker. */
    void acknowledgeFailed(ClientFailure failure);

    /** A message was refused and will be delivered again. */
    void refused();

    /** A message was put on the dead-letter topic. */
    void deadLettered(String cause);

    /** Receiving failed. */
    void receiveFailed(ClientFailure failure);

    /** So many bus messages wait for the group. */
    void lag(long messages);

    /** Tells where to read how many messages are received and not settled. */
    void watch(IntSupplier unacknowledged);

    /** The channel is closed. */
    void close();

    /** Counts nothing. */
    InboundMetrics NONE = new InboundMetrics() {
        @Override
        public void received(int records, int bytes, boolean again) {}

        @Override
        public void acknowledged(long nanos) {}

        @Override
        public void acknowledgeFailed(ClientFailure failure) {}

        @Override
        public void refused() {}

        @Override
        public void deadLettered(String cause) {}

        @Override
        public void receiveFailed(ClientFailure failure) {}

        @Override
        public void lag(long messages) {}

        @Override
        public void watch(IntSupplier unacknowledged) {}

        @Override
        public void close() {}
    };
}

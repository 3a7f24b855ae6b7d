package io.hookgate.rocketmq;

import org.jspecify.annotations.Nullable;

/**
 * Why a record was not published, or is not known to be.
 *
 * <p>A record's message is nacked with one of the permitted types. They carry no stack trace: under overload there may be
 * tens of thousands a second of them.
 */
public abstract sealed class RocketMqPublishException extends RuntimeException
        permits RocketMqPublishException.BufferFull,
                RocketMqPublishException.DeadlineExceeded,
                RocketMqPublishException.RecordTooLarge,
                RocketMqPublishException.Refused,
                RocketMqPublishException.ChannelClosed {

    private static final long serialVersionUID = 1L;

    private RocketMqPublishException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }

    /** Whether the broker may hold the record although it was not confirmed; publishing it again may duplicate it. */
    public boolean mayBeStored() {
        return false;
    }

    /** Whether the same record may succeed later. */
    public boolean isTransient() {
        return true;
    }

    /** The channel's buffer has no room: the broker is slower than the application, or away. Nothing was sent. */
    public static final class BufferFull extends RocketMqPublishException {
        private static final long serialVersionUID = 1L;

        public BufferFull(String channel) {
            super("The buffer of channel '" + channel + "' is full", null);
        }
    }

    /** The broker did not confirm in time. The record is not sent (again) afterwards. */
    public static final class DeadlineExceeded extends RocketMqPublishException {
        private static final long serialVersionUID = 1L;

        private final boolean sent;

        public DeadlineExceeded(String channel, boolean sent, @Nullable Throwable lastFailure) {
            super("The broker did not confirm a record of channel '" + channel + "' in time", lastFailure);
            this.sent = sent;
        }

        @Override
        public boolean mayBeStored() {
            return sent;
        }
    }

    /** The record alone is larger than the channel allows. */
    public static final class RecordTooLarge extends RocketMqPublishException {
        private static final long serialVersionUID = 1L;

        public RecordTooLarge(String channel, int bytes, int limit) {
            super(
                    "A record of " + bytes + " bytes is larger than the " + limit + " of channel '" + channel + "'",
                    null);
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /** The broker refuses the record as it is, or the record cannot be encoded. */
    public static final class Refused extends RocketMqPublishException {
        private static final long serialVersionUID = 1L;

        public Refused(String channel, Throwable cause) {
            super("A record of channel '" + channel + "' was refused: " + cause.getMessage(), cause);
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /** The channel was closed before the record was confirmed. */
    public static final class ChannelClosed extends RocketMqPublishException {
        private static final long serialVersionUID = 1L;

        private final boolean sent;

        public ChannelClosed(String channel, boolean sent) {
            super("Channel '" + channel + "' is closed", null);
            this.sent = sent;
        }

        @Override
        public boolean mayBeStored() {
            return sent;
        }
    }
}

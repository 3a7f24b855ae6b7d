package io.hookgate.rocketmq;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an incoming message with an instruction; any other failure means "deliver it again, until the channel's
 * {@code max-attempts} are used up".
 */
public abstract sealed class RocketMqNackException extends RuntimeException
        permits RocketMqNackException.DeadLetter, RocketMqNackException.RetryLater {

    private static final long serialVersionUID = 1L;

    private RocketMqNackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The message will never be processable: to the dead-letter topic at once. */
    public static final class DeadLetter extends RocketMqNackException {
        private static final long serialVersionUID = 1L;

        public DeadLetter(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    /**
     * The message is not to blame, for instance because a database is down: deliver it again however often it has been
     * delivered before. The attempt still counts, so a later failure of another kind may be the last one.
     */
    public static final class RetryLater extends RocketMqNackException {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable Duration delay;

        /**
         * @param delay when to deliver again, or null for the channel's growing delay
         */
        public RetryLater(String reason, @Nullable Duration delay, @Nullable Throwable cause) {
            super(reason, cause);
            this.delay = delay;
        }

        /** When to deliver again, or null for the channel's growing delay. */
        public @Nullable Duration delay() {
            return delay;
        }
    }
}

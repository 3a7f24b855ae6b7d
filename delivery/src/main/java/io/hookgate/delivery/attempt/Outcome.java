package io.hookgate.delivery.attempt;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt means for its delivery. */
public sealed interface Outcome {

    /** What went wrong; null if nothing did. */
    @Nullable
    Failure failure();

    /** Whether it says anything about the endpoint; some failures are of the event or of our side. */
    default boolean isOfEndpoint() {
        Failure failure = failure();
        return failure == null
                || (failure != Failure.TRANSFORMATION
                        && failure != Failure.EVENT_EXPIRED
                        && failure != Failure.EGRESS_PROXY);
    }

    /** The endpoint has taken the event. */
    record Delivered() implements Outcome {
        @Override
        public @Nullable Failure failure() {
            return null;
        }
    }

    /**
     * It may work later.
     *
     * @param retryAfter how long the endpoint asks to wait
     */
    record Retryable(Failure failure, Optional<Duration> retryAfter) implements Outcome {}

    /**
     * Trying again is of no use.
     *
     * @param cause a stable code for why the delivery ends
     * @param endsEndpoint whether it is of no use for any other delivery to the endpoint either
     */
    record Permanent(Failure failure, String cause, boolean endsEndpoint) implements Outcome {}

    /** Something on our side kept the request from the endpoint: it does not count as an attempt. */
    record Untried(Failure failure) implements Outcome {}
}

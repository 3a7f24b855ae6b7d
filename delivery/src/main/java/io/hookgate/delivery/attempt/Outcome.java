package io.hookgate.delivery.attempt;

import java.time.Duration;
import java.util.Optional;

/** What an attempt means for its delivery. */
public sealed interface Outcome {

    /** The endpoint has taken the event. */
    record Delivered() implements Outcome {}

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
     */
    record Permanent(Failure failure, String cause) implements Outcome {}
}

package io.hookgate.benchmarks.receive;

import java.time.Duration;

/** How a receiver answers. */
public sealed interface Behaviour {

    /** Takes everything at once and answers 204. */
    record Fast() implements Behaviour {}

    /** Takes everything at once, and answers 204 after a while. */
    record Slow(Duration delay) implements Behaviour {}

    /**
     * Answers an error to the first requests of each event, then takes it.
     *
     * @param status the error, for instance 503
     * @param times how many requests of each event fail; {@link Integer#MAX_VALUE} for all
     */
    record Failing(int status, int times) implements Behaviour {}

    /** Reads the request and never answers. */
    record Hanging() implements Behaviour {}
}

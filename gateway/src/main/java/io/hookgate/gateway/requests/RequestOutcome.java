package io.hookgate.gateway.requests;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of an inbound request. */
public enum RequestOutcome {
    /** Its events are durable. */
    ACCEPTED,
    /** It was a handshake, and was answered. */
    CHALLENGE,
    /** It was refused. */
    REJECTED,
    /** Its events could not be stored; the sender was asked to try again. */
    UNAVAILABLE;

    /** The name in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome with this name in the API. */
    static Optional<RequestOutcome> ofCode(String code) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.code().equals(code))
                .findFirst();
    }
}

package io.hookgate.adapter.generic.body;

import io.hookgate.adapter.RejectionCause;

/** An authentic request that cannot be read or turned into events. */
public final class UnacceptableRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectionCause rejection;

    /** Says what is wrong, without any part of the payload. */
    public UnacceptableRequestException(RejectionCause rejection, String detail) {
        super(detail, null, false, false);
        this.rejection = rejection;
    }

    /** What kind of fault it is. */
    public RejectionCause rejection() {
        return rejection;
    }

    /** What exactly, for the owner of the source. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}

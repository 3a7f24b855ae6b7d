package io.hookgate.adapter;

/** Why a request was refused; recorded and shown to the owner of the source. */
public enum RejectionCause {
    /** A signature, token or password is wrong. */
    SIGNATURE_MISMATCH(401),
    /** What proves the sender's identity is not there at all. */
    CREDENTIALS_MISSING(401),
    /** The signed time is further from now than the tolerance. */
    TIMESTAMP_OUT_OF_TOLERANCE(401),
    /** The encrypted body is meant for another receiver, or cannot be decrypted. */
    DECRYPTION_FAILED(401),
    /** The sender's address is not among those allowed. */
    ADDRESS_NOT_ALLOWED(403),
    /** The body cannot be parsed as what it says it is. */
    UNPARSABLE_BODY(400),
    /** The body is of a type that the source does not take. */
    UNSUPPORTED_CONTENT_TYPE(415),
    /** The source does not take requests with this method. */
    METHOD_NOT_ALLOWED(405),
    /** The request is authentic but cannot be turned into an event. */
    UNMAPPABLE(422);

    private final int status;

    RejectionCause(int status) {
        this.status = status;
    }

    /** The HTTP status that the sender gets where the protocol names no other. */
    public int status() {
        return status;
    }

    /** The stable name in the API, lower case with dashes. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}

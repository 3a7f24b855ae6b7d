package io.hookgate.routing;

/** A pattern that is refused when it is saved; says where the fault is and what is expected there. */
public final class InvalidPatternException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final String reason;

    InvalidPatternException(String pointer, String reason) {
        super(pointer.isEmpty() ? reason : pointer + ": " + reason);
        this.pointer = pointer;
        this.reason = reason;
    }

    /** Where in the pattern the fault is: a JSON pointer (RFC 6901), empty for the whole pattern. */
    public String pointer() {
        return pointer;
    }

    /** What is wrong there, in one sentence that may be shown to the user. */
    public String reason() {
        return reason;
    }
}

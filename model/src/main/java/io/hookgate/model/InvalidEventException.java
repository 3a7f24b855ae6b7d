package io.hookgate.model;

/** An event that breaks CloudEvents 1.0 or Hookgate's limits; the message says how and may be shown to the sender. */
public final class InvalidEventException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong with the event, without quoting its data. */
    public InvalidEventException(String message) {
        super(message);
    }

    /** Says what is wrong with the event, without quoting its data, and what found it. */
    public InvalidEventException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.hookgate.routing;

/** Ends the evaluation of an expression that uses more than it may, or something that it may not use. */
final class JsonataLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what continues the sentence "The expression …" */
    JsonataLimitException(String what) {
        super(what, null, false, false);
    }
}

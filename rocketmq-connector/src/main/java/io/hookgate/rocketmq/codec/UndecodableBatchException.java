package io.hookgate.rocketmq.codec;

/** The body of a bus message is not what the channel's codec makes. */
public final class UndecodableBatchException extends Exception {

    private static final long serialVersionUID = 1L;

    public UndecodableBatchException(String message) {
        super(message);
    }

    public UndecodableBatchException(String message, Throwable cause) {
        super(message, cause);
    }
}

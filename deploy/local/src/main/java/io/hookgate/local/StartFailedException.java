package io.hookgate.local;

import org.jspecify.annotations.Nullable;

/** A server could not be started. The message says which, why, and where its log is. */
public sealed class StartFailedException extends RuntimeException permits StartStoppedException {
    private static final long serialVersionUID = 1L;

    StartFailedException(String message) {
        this(message, null);
    }

    StartFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

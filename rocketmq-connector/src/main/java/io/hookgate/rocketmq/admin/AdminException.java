package io.hookgate.rocketmq.admin;

import java.io.IOException;

/** A name server or broker cannot be reached, or did not do what it was asked to. */
public final class AdminException extends IOException {

    private static final long serialVersionUID = 1L;

    AdminException(String message) {
        super(message);
    }

    AdminException(String message, Throwable cause) {
        super(message, cause);
    }
}

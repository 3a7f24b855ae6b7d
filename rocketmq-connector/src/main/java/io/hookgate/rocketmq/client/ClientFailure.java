package io.hookgate.rocketmq.client;

import io.hookgate.rocketmq.admin.AdminException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.rocketmq.client.java.exception.BadRequestException;
import org.apache.rocketmq.client.java.exception.ForbiddenException;
import org.apache.rocketmq.client.java.exception.NotFoundException;
import org.apache.rocketmq.client.java.exception.PayloadEmptyException;
import org.apache.rocketmq.client.java.exception.PayloadTooLargeException;
import org.apache.rocketmq.client.java.exception.ProxyTimeoutException;
import org.apache.rocketmq.client.java.exception.TooManyRequestsException;
import org.apache.rocketmq.client.java.exception.UnauthorizedException;
import org.apache.rocketmq.shaded.io.grpc.Status;
import org.apache.rocketmq.shaded.io.grpc.StatusRuntimeException;

/** What kind of failure the client reported. */
public enum ClientFailure {
    /** There is no connection (any more). */
    UNREACHABLE("unreachable"),
    /** No answer in time; what was asked for may have happened. */
    TIMEOUT("timeout"),
    /** The broker has too much to do. */
    THROTTLED("throttled"),
    /** The topic or the group does not exist. */
    NOT_FOUND("not-found"),
    /** The credentials are missing, wrong, or not allowed to do this. */
    DENIED("denied"),
    /** The request itself is wrong and will stay so. */
    INVALID("invalid"),
    /** Anything else; may be over soon. */
    OTHER("other");

    private final String code;

    ClientFailure(String code) {
        this.code = code;
    }

    /** The name for metrics. */
    public String code() {
        return code;
    }

    /** Classifies what a client's future failed with. */
    public static ClientFailure of(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof StatusRuntimeException grpc) {
            return of(grpc.getStatus().getCode());
        }
        if (cause instanceof PayloadTooLargeException
                || cause instanceof PayloadEmptyException
                || cause instanceof BadRequestException
                || cause instanceof IllegalArgumentException
                || cause instanceof IOException) {
            return INVALID;
        }
        if (cause instanceof NotFoundException) {
            return NOT_FOUND;
        }
        if (cause instanceof UnauthorizedException || cause instanceof ForbiddenException) {
            return DENIED;
        }
        if (cause instanceof TooManyRequestsException) {
            return THROTTLED;
        }
        if (cause instanceof ProxyTimeoutException || cause instanceof TimeoutException) {
            return TIMEOUT;
        }
        return cause instanceof IllegalStateException ? UNREACHABLE : OTHER;
    }

    private static ClientFailure of(Status.Code code) {
        return switch (code) {
            case UNAVAILABLE, CANCELLED -> UNREACHABLE;
            case DEADLINE_EXCEEDED -> TIMEOUT;
            case RESOURCE_EXHAUSTED -> THROTTLED;
            case PERMISSION_DENIED, UNAUTHENTICATED -> DENIED;
            default -> OTHER;
        };
    }

    /** The failure beneath the wrappers that futures put around it. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The innermost message, in one line. */
    public static String brief(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && !(innermost instanceof AdminException)) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        String text = message == null ? innermost.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse(text);
    }
}

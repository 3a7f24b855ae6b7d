package io.hookgate.gateway.ingress;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request's body into memory, within a limit of size and time, whether its length was announced or not.
 *
 * <p>Used on the request's event loop only.
 */
final class BodyReader {
    /** What is read of a body that is too large, so that its sender gets to see the answer. */
    private static final int DISCARDED_BODIES = 4;

    private static final int LEAST_DISCARDED = 1 << 20;

    private static final String CONTINUE = "100-continue";

    private final HttpServerRequest request;
    private final long limit;
    private final Promise<Body> result = Promise.promise();
    private final Buffer gathered;
    private long discarded;

    private BodyReader(HttpServerRequest request, long limit, int expected) {
        this.request = request;
        this.limit = limit;
        this.gathered = Buffer.buffer(expected);
    }

    /** What became of the body. */
    sealed interface Body {
        /** All of it. */
        record Complete(
                @SuppressWarnings("ArrayRecordComponent") byte[] bytes) implements Body {}

        /** It is larger than the limit. */
        record TooLarge() implements Body {}

        /** It did not arrive in time. */
        record TooSlow() implements Body {}

        /** The sender went away. */
        record Broken() implements Body {}
    }

    /** Takes no notice of a body; whoever sends far more than a body may have loses the connection. */
    static void discard(HttpServerRequest request, long limit) {
        new BodyReader(request, limit, 0).refuse();
        request.resume();
    }

    /** Whether a request that is answered still owes a body that has had its time, or that has not been asked for. */
    static boolean isAwaited(HttpServerRequest request) {
        return !request.isEnded()
                && (request.response().getStatusCode() == HttpResponseStatus.REQUEST_TIMEOUT.code()
                        || CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT)));
    }

    /** Starts to read; the future never fails. */
    static Future<Body> read(Vertx vertx, HttpServerRequest request, long limit, long timeoutMillis) {
        long announced = announcedLength(request);
        if (announced > limit) {
            discard(request, limit);
            return Future.succeededFuture(new Body.TooLarge());
        }
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        BodyReader reader = new BodyReader(request, limit, (int) Math.max(announced, 512));
        reader.start();
        request.resume();
        return reader.withTimeout(vertx, timeoutMillis);
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void start() {
        request.handler(this::gather);
        request.endHandler(end -> result.tryComplete(new Body.Complete(gathered.getBytes())));
        request.exceptionHandler(failure -> result.tryComplete(new Body.Broken()));
    }

    private Future<Body> withTimeout(Vertx vertx, long timeoutMillis) {
        long timer = vertx.setTimer(timeoutMillis, id -> result.tryComplete(new Body.TooSlow()));
        return result.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void gather(@Nullable Buffer part) {
        if (part == null) {
            return;
        }
        if (gathered.length() + (long) part.length() > limit) {
            refuse();
            return;
        }
        gathered.appendBuffer(part);
    }

    private void refuse() {
        request.handler(this::discard);
        request.exceptionHandler(failure -> {});
        result.tryComplete(new Body.TooLarge());
    }

    private void discard(Buffer part) {
        discarded += part.length();
        if (discarded > Math.max(DISCARDED_BODIES * limit, LEAST_DISCARDED)) {
            request.connection().close();
        }
    }

    /** The timeout as the timer takes it. */
    static long millis(java.time.Duration timeout) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeout.toNanos()));
    }
}

package io.hookgate.delivery.attempt;

import io.hookgate.delivery.attempt.Message.UntransformableException;
import io.hookgate.delivery.attempt.Outcome.Delivered;
import io.hookgate.delivery.attempt.Outcome.Permanent;
import io.hookgate.delivery.attempt.Outcome.Retryable;
import io.hookgate.delivery.attempt.TargetResolver.AddressNotAllowedException;
import io.hookgate.delivery.ledger.Attempt;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.routing.Transformation;
import io.hookgate.tenant.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One attempt while it is being made. Belongs to one event loop. */
final class Exchange {
    private static final int GONE = 410;
    private static final String TRANSFORMATION_FAILED = "transformation-failed";
    private static final int MAX_DETAIL = 500;
    private static final Set<String> OWN_HEADERS = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "user-agent",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature");

    private final AttemptSender sender;
    private final Endpoint endpoint;
    private final Transformation transformation;
    private final OpenDelivery delivery;
    private final int number;
    private final Instant startedAt;
    private final long startNanos = System.nanoTime();
    private final Promise<AttemptResult> result = Promise.promise();
    private final ResponseRecord response;
    private @Nullable String detail;
    private long timer;
    private @Nullable HttpClientRequest request;
    private boolean repeated;

    Exchange(AttemptSender sender, Endpoint endpoint, Transformation transformation, OpenDelivery delivery) {
        this.sender = sender;
        this.endpoint = endpoint;
        this.transformation = transformation;
        this.delivery = delivery;
        this.number = delivery.attempts() + 1;
        this.startedAt = sender.clock().instant();
        this.response = new ResponseRecord(
                (int) sender.config().recordedBody().asLongValue(),
                sender.config().discardedBody().asLongValue());
    }

    Future<AttemptResult> begin() {
        byte[] event = delivery.event();
        if (event == null) {
            end(new Permanent(Failure.EVENT_EXPIRED, Failure.EVENT_EXPIRED.code()));
            return result.future();
        }
        URI url = endpoint.url();
        if (url.getHost() == null || !isHttp(url)) {
            fail(Failure.INVALID_URL);
            return result.future();
        }
        message(event).onComplete(made -> {
            if (made.succeeded()) {
                timer = sender.vertx().setTimer(Math.max(1, endpoint.timeout().toMillis()), id -> timeOut());
                connect(url, made.result());
            } else {
                untransformed(made.cause());
            }
        });
        return result.future();
    }

    private Future<Message> message(byte[] event) {
        if (transformation.isComplete()) {
            return Future.succeededFuture(Message.of(endpoint.payload(), event));
        }
        return sender.transformations().run(delivery.tenantId(), () -> Message.transformed(transformation, event));
    }

    /** The same event will fail again; only if it was not the transformation's fault, another attempt may help. */
    private void untransformed(Throwable cause) {
        if (cause instanceof UntransformableException untransformable) {
            detail = printable(untransformable.getMessage());
            end(new Permanent(Failure.TRANSFORMATION, TRANSFORMATION_FAILED));
        } else {
            fail(Failure.TRANSFORMATION);
        }
    }

    /** The reason may hold anything that an event or an expression has in it. */
    private static String printable(@Nullable String reason) {
        String line = String.valueOf(reason).replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL) + '…';
    }

    private void connect(URI url, Message message) {
        String host = url.getHost();
        boolean isLiteral = host.startsWith("[");
        sender.resolver()
                .resolve(
                        sender.vertx().getOrCreateContext(),
                        isLiteral ? host.substring(1, host.length() - 1) : host,
                        number)
                .onComplete(resolved -> {
                    if (resolved.failed()) {
                        fail(
                                resolved.cause() instanceof AddressNotAllowedException
                                        ? Failure.ADDRESS_NOT_ALLOWED
                                        : Failure.DNS);
                    } else if (isOpen()) {
                        connect(url, resolved.result(), message);
                    }
                });
    }

    private void connect(URI url, InetAddress address, Message message) {
        sender.client().request(options(url, address)).onComplete(connected -> {
            if (connected.failed()) {
                fail(connectFailure(connected.cause()));
            } else if (isOpen()) {
                write(url, address, connected.result(), message);
            } else {
                connected.result().reset();
            }
        });
    }

    private static RequestOptions options(URI url, InetAddress address) {
        boolean ssl = isHttps(url);
        int port = port(url);
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(ssl)
                .setURI(target(url))
                .setFollowRedirects(false);
    }

    private void write(URI url, InetAddress address, HttpClientRequest opened, Message message) {
        request = opened;
        try {
            putHeaders(opened.headers(), message);
        } catch (IllegalArgumentException e) {
            opened.reset();
            fail(Failure.PROTOCOL);
            return;
        }
        boolean isProven = sender.isProven(opened.connection());
        opened.send(Buffer.buffer(message.body())).onComplete(answered -> {
            if (answered.succeeded()) {
                read(answered.result());
            } else if (isProven && isStale(answered.cause())) {
                repeated = true;
                connect(url, address, message);
            } else {
                fail(exchangeFailure(answered.cause()));
            }
        });
    }

    /** A kept connection that its peer has closed in the meantime says nothing about the endpoint: once more, on another. */
    private boolean isStale(Throwable cause) {
        return isOpen() && !repeated && exchangeFailure(cause) == Failure.CONNECTION_CLOSED;
    }

    private void putHeaders(MultiMap headers, Message message) {
        for (Map.Entry<String, String> header : endpoint.headers().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OWN_HEADERS.contains(name) && !name.startsWith("ce-")) {
                headers.set(header.getKey(), header.getValue());
            }
        }
        message.headers().forEach(headers::set);
        if (message.contentType() != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, message.contentType());
        }
        headers.set(HttpHeaders.USER_AGENT, sender.userAgent());
        String id = delivery.id().toString();
        long timestamp = startedAt.getEpochSecond();
        headers.set("webhook-id", id);
        headers.set("webhook-timestamp", Long.toString(timestamp));
        headers.set(
                "webhook-signature",
                StandardWebhooksSignature.sign(endpoint.signingSecrets(), id, timestamp, message.body()));
    }

    private void read(HttpClientResponse answer) {
        if (!isOpen()) {
            return;
        }
        response.head(answer.statusCode(), answer.headers());
        answer.exceptionHandler(cause -> fail(exchangeFailure(cause)));
        answer.handler(part -> {
            if (!response.add(part)) {
                conclude(answer);
                answer.request().reset();
            }
        });
        answer.endHandler(ended -> {
            sender.prove(answer.request().connection());
            conclude(answer);
        });
    }

    private void conclude(HttpClientResponse answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            end(new Delivered());
        } else if (status == GONE) {
            end(new Permanent(Failure.HTTP_STATUS, "gone"));
        } else {
            end(new Retryable(Failure.HTTP_STATUS, retryAfter(answer)));
        }
    }

    private Optional<Duration> retryAfter(HttpClientResponse answer) {
        return RetryAfter.parse(
                answer.getHeader(HttpHeaders.RETRY_AFTER),
                sender.clock().instant(),
                sender.config().maxRetryAfter());
    }

    private void timeOut() {
        fail(Failure.TIMEOUT);
        if (request != null) {
            request.reset();
        }
    }

    private void fail(Failure failure) {
        end(new Retryable(failure, Optional.empty()));
    }

    private void end(Outcome outcome) {
        if (!isOpen()) {
            return;
        }
        sender.vertx().cancelTimer(timer);
        Attempt attempt = new Attempt(
                number,
                startedAt,
                Duration.ofNanos(System.nanoTime() - startNanos),
                response.statusCode(),
                error(outcome),
                detail,
                response.headers(),
                response.body());
        result.complete(new AttemptResult(attempt, outcome));
    }

    private boolean isOpen() {
        return !result.future().isComplete();
    }

    private static @Nullable String error(Outcome outcome) {
        if (outcome instanceof Retryable retryable) {
            return retryable.failure().code();
        }
        return outcome instanceof Permanent permanent ? permanent.failure().code() : null;
    }

    private static Failure connectFailure(Throwable cause) {
        return cause instanceof SSLException || cause.getCause() instanceof SSLException
                ? Failure.TLS
                : Failure.CONNECT;
    }

    private static Failure exchangeFailure(Throwable cause) {
        if (cause instanceof SSLException) {
            return Failure.TLS;
        }
        boolean closed = cause instanceof HttpClosedException || cause instanceof IOException;
        return closed ? Failure.CONNECTION_CLOSED : Failure.PROTOCOL;
    }

    private static boolean isHttp(URI url) {
        return isHttps(url) || "http".equalsIgnoreCase(url.getScheme());
    }

    private static boolean isHttps(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return isHttps(url) ? 443 : 80;
    }

    private static String target(URI url) {
        String path = url.getRawPath();
        String base = path == null || path.isEmpty() ? "/" : path;
        return url.getRawQuery() == null ? base : base + '?' + url.getRawQuery();
    }
}

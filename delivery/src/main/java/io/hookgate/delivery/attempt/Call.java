package io.hookgate.delivery.attempt;

import io.hookgate.delivery.attempt.TargetResolver.AddressNotAllowedException;
import io.hookgate.tenant.ClientTls;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a target whose address is vetted, while it is being made. Belongs to one event loop. Succeeds when the
 * answer has been read as far as it is wanted, and fails with a {@link CallException}.
 */
final class Call {
    private final AttemptSender sender;
    private final Request request;
    private final ResponseRecord response;
    private final Promise<Void> done = Promise.promise();
    private @Nullable Runnable reset;
    private boolean repeated;

    /**
     * What is to be sent.
     *
     * @param plainAllowed whether it may go without TLS to any address
     * @param turn several addresses of a host take turns by it
     */
    record Request(
            Target target,
            MultiMap headers,
            @SuppressWarnings("ArrayRecordComponent") byte[] body,
            ClientTls tls,
            Duration connectTimeout,
            boolean plainAllowed,
            int turn) {}

    /** No answer, and why. */
    static final class CallException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Failure failure;

        CallException(Failure failure) {
            super(failure.code(), null, false, false);
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }

    Call(AttemptSender sender, Request request, ResponseRecord response) {
        this.sender = sender;
        this.request = request;
        this.response = response;
    }

    Future<Void> begin() {
        Target target = request.target();
        sender.resolver()
                .resolve(sender.vertx().getOrCreateContext(), target.host(), request.turn())
                .onComplete(resolved -> {
                    if (resolved.failed()) {
                        fail(
                                resolved.cause() instanceof AddressNotAllowedException
                                        ? Failure.ADDRESS_NOT_ALLOWED
                                        : Failure.DNS);
                    } else if (!sender.ports().allows(target.port())) {
                        fail(Failure.PORT_NOT_ALLOWED);
                    } else if (!target.https() && !mayGoPlain(resolved.result())) {
                        fail(Failure.HTTP_NOT_ALLOWED);
                    } else if (isOpen()) {
                        connect(resolved.result());
                    }
                });
        return done.future();
    }

    /** Gives up, because it has taken too long. */
    void cancel() {
        fail(Failure.TIMEOUT);
        if (reset != null) {
            reset.run();
        }
    }

    private boolean mayGoPlain(InetAddress address) {
        return request.plainAllowed() || sender.resolver().isExempt(address);
    }

    private void connect(InetAddress address) {
        boolean tunnelled =
                sender.proxy().options() != null && !request.target().https();
        if (tunnelled) {
            PlainTunnel tunnel = new PlainTunnel(sender, request, response);
            reset = tunnel::close;
            tunnel.send(address).onComplete(sent -> {
                if (sent.succeeded()) {
                    done.tryComplete();
                } else {
                    fail(tunnel.isConnected() ? exchangeFailure(sent.cause()) : connectFailure(sent.cause()));
                }
            });
            return;
        }
        Future<HttpClientRequest> connection;
        try {
            connection = sender.clients().of(request.tls()).request(options(address));
        } catch (RuntimeException e) {
            // A key or certificate that passed when it was saved, and is of no use here.
            fail(Failure.TLS);
            return;
        }
        connection.onComplete(connected -> {
            if (connected.failed()) {
                fail(connectFailure(connected.cause()));
            } else if (isOpen()) {
                write(address, connected.result());
            } else {
                connected.result().reset();
            }
        });
    }

    private RequestOptions options(InetAddress address) {
        Target target = request.target();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
                .setHost(target.authority())
                .setPort(target.port())
                .setSsl(target.https())
                .setURI(target.path())
                .setConnectTimeout(request.connectTimeout().toMillis())
                .setProxyOptions(sender.proxy().options())
                .setFollowRedirects(false);
    }

    private void write(InetAddress address, HttpClientRequest opened) {
        reset = opened::reset;
        try {
            opened.headers().addAll(request.headers());
        } catch (IllegalArgumentException e) {
            opened.reset();
            fail(Failure.PROTOCOL);
            return;
        }
        boolean isProven = sender.clients().isProven(opened.connection());
        opened.send(Buffer.buffer(request.body())).onComplete(answered -> {
            if (answered.succeeded()) {
                read(answered.result());
            } else if (isProven && isStale(answered.cause())) {
                repeated = true;
                connect(address);
            } else {
                fail(exchangeFailure(answered.cause()));
            }
        });
    }

    /** A kept connection that its peer has closed in the meantime says nothing about the endpoint: once more, on another. */
    private boolean isStale(Throwable cause) {
        return isOpen() && !repeated && exchangeFailure(cause) == Failure.CONNECTION_CLOSED;
    }

    private void read(HttpClientResponse answer) {
        if (!isOpen()) {
            return;
        }
        response.head(answer.statusCode(), answer.headers());
        answer.exceptionHandler(cause -> fail(exchangeFailure(cause)));
        answer.handler(part -> {
            if (!response.add(part)) {
                done.tryComplete();
                answer.request().reset();
            }
        });
        answer.endHandler(ended -> {
            sender.clients().prove(answer.request().connection());
            done.tryComplete();
        });
    }

    private void fail(Failure failure) {
        done.tryFail(new CallException(failure));
    }

    private boolean isOpen() {
        return !done.future().isComplete();
    }

    private Failure connectFailure(Throwable cause) {
        if (isTls(cause)) {
            return Failure.TLS;
        }
        boolean timedOut = cause instanceof java.util.concurrent.TimeoutException;
        boolean ofProxy = sender.proxy().options() != null && !timedOut && EgressProxy.isAtFault(cause);
        return ofProxy ? Failure.EGRESS_PROXY : Failure.CONNECT;
    }

    private static boolean isTls(Throwable cause) {
        return cause instanceof SSLException || cause.getCause() instanceof SSLException;
    }

    private static Failure exchangeFailure(Throwable cause) {
        if (isTls(cause)) {
            return Failure.TLS;
        }
        boolean closed = cause instanceof HttpClosedException || cause instanceof IOException;
        return closed ? Failure.CONNECTION_CLOSED : Failure.PROTOCOL;
    }
}

package io.hookgate.delivery.attempt;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.impl.headers.HeadersAdaptor;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetSocketInternal;
import java.net.InetAddress;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request without TLS through a tunnel of the egress proxy, which the HTTP client knows for TLS only. The connection is
 * used once. Belongs to one event loop.
 */
final class PlainTunnel {
    private static final int MAX_LINE = 4096;
    private static final int MAX_CHUNK = 8192;

    private final AttemptSender sender;
    private final Call.Request request;
    private final ResponseRecord response;
    private final Promise<Void> done = Promise.promise();
    private @Nullable NetSocketInternal socket;
    private boolean closed;

    PlainTunnel(AttemptSender sender, Call.Request request, ResponseRecord response) {
        this.sender = sender;
        this.request = request;
        this.response = response;
    }

    /** Whether the tunnel was there, so that a failure is not one of connecting. */
    boolean isConnected() {
        return socket != null;
    }

    Future<Void> send(InetAddress address) {
        long timer = sender.vertx()
                .setTimer(request.connectTimeout().toMillis(), id -> done.tryFail(new TimeoutException("connecting")));
        done.future().onComplete(over -> sender.vertx().cancelTimer(timer));
        sender.tunnels()
                .connect(SocketAddress.inetSocketAddress(request.target().port(), address.getHostAddress()))
                .onComplete(opened -> sender.vertx().cancelTimer(timer))
                .onSuccess(opened -> exchange((NetSocketInternal) opened))
                .onFailure(done::tryFail);
        return done.future();
    }

    void close() {
        closed = true;
        if (socket != null) {
            socket.close();
        }
    }

    private void exchange(NetSocketInternal opened) {
        socket = opened;
        if (closed || done.future().isComplete()) {
            opened.close();
            return;
        }
        int head = (int) sender.config().responseHead().asLongValue();
        opened.channelHandlerContext()
                .pipeline()
                .addBefore("handler", "http", new HttpClientCodec(MAX_LINE, head, MAX_CHUNK));
        opened.messageHandler(this::read);
        opened.exceptionHandler(done::tryFail);
        opened.closeHandler(over -> done.tryFail(new HttpClosedException("The connection was closed")));
        opened.writeMessage(message()).onFailure(done::tryFail);
    }

    private FullHttpRequest message() {
        FullHttpRequest message = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, request.target().path(), Unpooled.wrappedBuffer(request.body()));
        request.headers().forEach((name, value) -> message.headers().add(name, value));
        message.headers()
                .set(HttpHeaderNames.HOST, request.target().hostHeader())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
        return message;
    }

    private void read(Object message) {
        try {
            if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
                finish(object.decoderResult().cause());
                return;
            }
            if (message instanceof HttpResponse answer) {
                MultiMap headers = new HeadersAdaptor(answer.headers());
                response.head(answer.status().code(), headers);
            }
            if (message instanceof HttpContent content
                    && !response.add(Buffer.buffer(ByteBufUtil.getBytes(content.content())))) {
                finish(null);
            }
            if (message instanceof LastHttpContent) {
                finish(null);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void finish(@Nullable Throwable failure) {
        if (failure == null) {
            done.tryComplete();
        } else {
            done.tryFail(failure);
        }
        close();
    }
}

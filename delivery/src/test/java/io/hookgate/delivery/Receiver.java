package io.hookgate.delivery;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A real HTTP server that keeps what it gets, and answers as a test wants. */
public final class Receiver implements AutoCloseable {
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A request as it came. */
    public record Received(
            String path,
            MultiMap headers,
            @SuppressWarnings("ArrayRecordComponent") byte[] body) {
        /** The value of a header, null if there is none. */
        public String header(String name) {
            return headers.get(name);
        }
    }

    private Receiver(HttpServer server) {
        this.server = server;
    }

    /** Starts a receiver on a free port of the loopback interface; the answer may depend on how many requests came before. */
    public static Receiver start(Vertx vertx, BiConsumer<HttpServerResponse, Integer> answer) {
        HttpServer server = vertx.createHttpServer();
        Receiver receiver = new Receiver(server);
        server.requestHandler(request -> receiver.handle(request, answer));
        try {
            server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return receiver;
    }

    private void handle(HttpServerRequest request, BiConsumer<HttpServerResponse, Integer> answer) {
        request.body().onSuccess(body -> {
            int before;
            synchronized (received) {
                before = received.size();
                received.add(new Received(
                        request.uri(), MultiMap.caseInsensitiveMultiMap().addAll(request.headers()), body.getBytes()));
            }
            answer.accept(request.response(), before);
        });
    }

    /** Answers with a status at once. */
    public static BiConsumer<HttpServerResponse, Integer> status(int code) {
        return (response, before) -> response.setStatusCode(code).end();
    }

    /** The URL of a path here. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    /** What has come so far. */
    public List<Received> received() {
        return received;
    }

    @Override
    public void close() {
        server.close();
    }
}

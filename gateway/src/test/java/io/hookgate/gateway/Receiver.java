package io.hookgate.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** A real HTTP receiver on a free loopback port that remembers what came. */
public final class Receiver implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final BlockingQueue<Delivery> unread = new LinkedBlockingQueue<>();
    private final List<Delivery> all = new CopyOnWriteArrayList<>();

    private Receiver(BiConsumer<Delivery, HttpServerResponse> behaviour) {
        this.server = vertx.createHttpServer().requestHandler(request -> receive(request, behaviour));
    }

    /** One request as it came. */
    public record Delivery(String path, Map<String, String> headers, byte[] body, int number) {
        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Answers every request with this status. */
    public static Receiver answering(int status) {
        return behaving((delivery, response) -> response.setStatusCode(status).end("answered " + status));
    }

    /** Answers 500 to the first requests and 204 to the rest. */
    public static Receiver failingFirst(int failures) {
        return behaving((delivery, response) -> response.setStatusCode(delivery.number() <= failures ? 500 : 204)
                .end());
    }

    /** Does with each request what the test says. */
    public static Receiver behaving(BiConsumer<Delivery, HttpServerResponse> behaviour) {
        Receiver receiver = new Receiver(behaviour);
        try {
            receiver.server
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return receiver;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    /** The next request that has not been taken yet. */
    public Delivery take() throws InterruptedException, TimeoutException {
        Delivery delivery = unread.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (delivery == null) {
            throw new TimeoutException("Nothing arrived within " + Duration.ofSeconds(PATIENCE_SECONDS));
        }
        return delivery;
    }

    public List<Delivery> all() {
        return List.copyOf(all);
    }

    private void receive(HttpServerRequest request, BiConsumer<Delivery, HttpServerResponse> behaviour) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        request.body().onSuccess(body -> {
            Delivery delivery;
            synchronized (this) {
                delivery = new Delivery(request.path(), headers, body.getBytes(), all.size() + 1);
                all.add(delivery);
            }
            unread.add(delivery);
            behaviour.accept(delivery, request.response());
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

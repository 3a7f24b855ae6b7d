package io.hookgate.benchmarks.product;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The limit that products are compared with: it posts each request to the same path of the receiver and answers 202 when the
 * receiver has answered with a 2xx, else 502. No storage, no signature, no rule, no retry.
 *
 * <p>It answers after forwarding because that is the only 2xx that a program without storage can stand for, and because the
 * sender is then its back-pressure. Run as {@code BareForwarder <receiver's port> <connections>}; it prints
 * {@code ready <port>}.
 */
public final class BareForwarder {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ANY_PORT_SHARED_BY_ALL_INSTANCES = -1;

    private BareForwarder() {}

    /** Starts and serves until the process is ended. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        int receiverPort = Integer.parseInt(arguments[0]);
        int instances = Runtime.getRuntime().availableProcessors();
        int connections = Math.max(1, Integer.parseInt(arguments[1]) / instances);
        AtomicInteger port = new AtomicInteger();
        Vertx.vertx()
                .deployVerticle(
                        () -> new Server(receiverPort, connections, port),
                        new DeploymentOptions().setInstances(instances))
                .onSuccess(started -> System.out.println("ready " + port.get()))
                .onFailure(failure -> {
                    failure.printStackTrace(System.err);
                    Runtime.getRuntime().halt(1);
                });
    }

    private static final class Server extends AbstractVerticle {
        private final int receiverPort;
        private final int connections;
        private final AtomicInteger port;
        private Optional<HttpClient> client = Optional.empty();

        private Server(int receiverPort, int connections, AtomicInteger port) {
            this.receiverPort = receiverPort;
            this.connections = connections;
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            client = Optional.of(vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(connections)));
            vertx.createHttpServer()
                    .requestHandler(request -> request.bodyHandler(body -> forward(request, body)))
                    .listen(ANY_PORT_SHARED_BY_ALL_INSTANCES, LOOPBACK)
                    .onSuccess(server -> port.set(server.actualPort()))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void forward(HttpServerRequest request, Buffer body) {
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost(LOOPBACK)
                    .setPort(receiverPort)
                    .setURI(request.uri())
                    .addHeader("content-type", "application/json");
            Future<Integer> status = client.orElseThrow()
                    .request(options)
                    .compose(outgoing -> outgoing.send(body))
                    .compose(response -> response.end().map(response.statusCode()));
            status.onComplete(done -> request.response()
                    .setStatusCode(done.succeeded() && done.result() / 100 == 2 ? 202 : 502)
                    .end());
        }
    }
}

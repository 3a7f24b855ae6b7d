package io.hookgate.delivery.attempt;

import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.routing.Transformation;
import io.hookgate.tenant.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes attempts over connections that are kept for the next one. Thread-safe; never blocks. */
@ApplicationScoped
public class AttemptSender {
    // How many requests run at once is decided for each endpoint; endpoints of one host must not wait for each other.
    private static final int UNLIMITED = 100_000;

    private final Vertx vertx;
    private final Clock clock;
    private final TargetResolver resolver;
    private final AttemptConfig config;
    private final String userAgent;
    private final HttpClient client;
    private final TransformationPool transformations;
    private final Set<HttpConnection> provenConnections = ConcurrentHashMap.newKeySet();

    AttemptSender(
            Vertx vertx,
            Clock clock,
            TargetResolver resolver,
            AttemptConfig config,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version) {
        this.vertx = vertx;
        this.clock = clock;
        this.resolver = resolver;
        this.config = config;
        this.userAgent = "Hookgate/" + version;
        this.transformations = TransformationPool.onHalfOfTheProcessors();
        this.client = vertx.httpClientBuilder()
                .with(options(config))
                .withConnectHandler(
                        connection -> connection.closeHandler(closed -> provenConnections.remove(connection)))
                .build();
    }

    private static HttpClientOptions options(AttemptConfig config) {
        return new HttpClientOptions()
                .setMaxPoolSize(UNLIMITED)
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize((int) config.responseHead().asLongValue())
                .setDecompressionSupported(false)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    /**
     * Makes one attempt. Must be called on an event loop, where the answer is given too; always succeeds, with what came of
     * the attempt, at the latest when the endpoint's timeout is over.
     *
     * @param transformation makes the body out of the event
     */
    public Future<AttemptResult> send(Endpoint endpoint, Transformation transformation, OpenDelivery delivery) {
        return new Exchange(this, endpoint, transformation, delivery).begin();
    }

    Vertx vertx() {
        return vertx;
    }

    Clock clock() {
        return clock;
    }

    TargetResolver resolver() {
        return resolver;
    }

    AttemptConfig config() {
        return config;
    }

    HttpClient client() {
        return client;
    }

    TransformationPool transformations() {
        return transformations;
    }

    String userAgent() {
        return userAgent;
    }

    /** Notes that the connection has carried a whole exchange. */
    void prove(HttpConnection connection) {
        provenConnections.add(connection);
    }

    /** Whether the connection has carried a whole exchange before, so that its peer may have closed it since. */
    boolean isProven(HttpConnection connection) {
        return provenConnections.contains(connection);
    }

    @PreDestroy
    void close() {
        transformations.close();
        client.close();
    }
}

package io.hookgate.delivery.attempt;

import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.routing.Transformation;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes attempts over connections that are kept for the next one. Thread-safe; never blocks. */
@ApplicationScoped
public class AttemptSender {
    private final Vertx vertx;
    private final Clock clock;
    private final Configuration configuration;
    private final TargetResolver resolver;
    private final PortPolicy ports;
    private final EgressProxy proxy;
    private final AttemptConfig config;
    private final String userAgent;
    private final HttpClients clients;
    private final NetClient tunnels;
    private final TokenSource tokens = new TokenSource(this);
    private final TransformationPool transformations;

    AttemptSender(
            Vertx vertx,
            Clock clock,
            Configuration configuration,
            TargetResolver resolver,
            PortPolicy ports,
            EgressProxy proxy,
            AttemptConfig config,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version) {
        this.vertx = vertx;
        this.clock = clock;
        this.configuration = configuration;
        this.resolver = resolver;
        this.ports = ports;
        this.proxy = proxy;
        this.config = config;
        this.userAgent = "Hookgate/" + version;
        this.clients = new HttpClients(vertx, config);
        NetClientOptions options = new NetClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis());
        if (proxy.options() != null) {
            options.setProxyOptions(proxy.options());
        }
        this.tunnels = vertx.createNetClient(options);
        this.transformations = TransformationPool.onHalfOfTheProcessors();
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

    Configuration configuration() {
        return configuration;
    }

    TargetResolver resolver() {
        return resolver;
    }

    PortPolicy ports() {
        return ports;
    }

    EgressProxy proxy() {
        return proxy;
    }

    AttemptConfig config() {
        return config;
    }

    HttpClients clients() {
        return clients;
    }

    NetClient tunnels() {
        return tunnels;
    }

    TokenSource tokens() {
        return tokens;
    }

    TransformationPool transformations() {
        return transformations;
    }

    String userAgent() {
        return userAgent;
    }

    @PreDestroy
    void close() {
        transformations.close();
        clients.close();
        tunnels.close();
    }
}

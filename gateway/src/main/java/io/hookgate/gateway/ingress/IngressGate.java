package io.hookgate.gateway.ingress;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Stands before the webhook URLs and sends everybody elsewhere, or to a later time, when this node does not take events in: it has
 * not the role, or it is being stopped.
 */
@ApplicationScoped
class IngressGate {
    private static final String ROLE = "ingest";
    private static final int BEFORE_ALL_OTHERS = -1_000_000;

    private final boolean hasRole;
    private final long retryAfterSeconds;
    private volatile boolean stopping;

    IngressGate(
            @ConfigProperty(name = "hookgate.roles", defaultValue = "ingest,deliver,manage") Set<String> roles,
            IngressConfig config) {
        this.hasRole = roles.contains(ROLE);
        this.retryAfterSeconds = config.retryAfter().toSeconds();
    }

    void register(@Observes Router router) {
        router.route("/in/*").order(BEFORE_ALL_OTHERS).handler(this::handle);
    }

    /** Is told first: what has been accepted until now goes on to its end. */
    void close(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    private void handle(RoutingContext context) {
        if (hasRole && !stopping) {
            context.next();
            return;
        }
        Answer answer = hasRole
                ? Answer.unavailable("stopping", "This node is being stopped.", retryAfterSeconds)
                : Answer.unavailable("not-ingesting", "This node does not take events in.", retryAfterSeconds);
        context.request().resume();
        context.response().setStatusCode(answer.reply().status());
        answer.reply().headers().forEach(context.response()::putHeader);
        context.response().end(Buffer.buffer(answer.reply().body()));
    }
}

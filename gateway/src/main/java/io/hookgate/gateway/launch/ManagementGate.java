package io.hookgate.gateway.launch;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Closes the management API and the console on a node that has not the role {@code manage}. */
@ApplicationScoped
class ManagementGate {
    private static final List<String> CLOSED = List.of("/api/*", "/console/*", "/login", "/login/*", "/q/openapi");
    private static final int BEFORE_ALL_OTHERS = -1_000_000;
    private static final int NOT_FOUND = 404;

    private final Set<String> roles;

    ManagementGate(@ConfigProperty(name = "hookgate.roles", defaultValue = "ingest,deliver,manage") Set<String> roles) {
        this.roles = roles;
    }

    void register(@Observes Router router) {
        if (!roles.contains(Roles.MANAGE)) {
            CLOSED.forEach(path -> router.route(path).order(BEFORE_ALL_OTHERS).handler(ManagementGate::refuse));
        }
    }

    private static void refuse(RoutingContext context) {
        context.request().resume();
        context.response()
                .setStatusCode(NOT_FOUND)
                .putHeader("content-type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "urn:hookgate:problem:not-managing")
                        .put("title", "Not Found")
                        .put("status", NOT_FOUND)
                        .put("code", "not-managing")
                        .put("detail", "This node has not the role manage; ask one that has.")
                        .encode());
    }
}

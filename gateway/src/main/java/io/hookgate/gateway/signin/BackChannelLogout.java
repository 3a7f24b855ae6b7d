package io.hookgate.gateway.signin;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Ends sessions when their provider says so (OpenID Connect Back-Channel Logout 1.0). Quarkus verifies the logout token
 * and remembers it on this node alone; here every node loses the session.
 */
@ApplicationScoped
class BackChannelLogout {
    private static final Logger LOG = Logger.getLogger(BackChannelLogout.class);
    private static final int BEFORE_QUARKUS = 300;
    private static final int VERIFIED = 200;

    private final Sessions sessions;

    BackChannelLogout(Sessions sessions) {
        this.sessions = sessions;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, BEFORE_QUARKUS);
    }

    private void watch(RoutingContext request) {
        Optional<String> provider = SignInPaths.backChannelOf(request.normalizedPath());
        if (provider.isPresent()) {
            request.addEndHandler(ended -> {
                if (request.response().getStatusCode() == VERIFIED) {
                    end(provider.get(), request.request().getFormAttribute("logout_token"));
                }
            });
        }
        request.next();
    }

    private void end(String provider, String verifiedToken) {
        JsonObject claims = JwtPayload.of(verifiedToken).orElseGet(JsonObject::new);
        sessions.end("console-" + provider, claims.getString("sub"), claims.getString("sid"))
                .subscribe()
                .with(
                        done -> LOG.infof("A provider has ended a session: provider=%s", provider),
                        failure -> LOG.errorf(
                                failure,
                                "A session that its provider has ended cannot be deleted: provider=%s",
                                provider));
    }
}

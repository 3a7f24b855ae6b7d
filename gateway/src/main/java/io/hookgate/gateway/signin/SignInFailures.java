package io.hookgate.gateway.signin;

import io.hookgate.gateway.console.FrontPage;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.ProblemMapper;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Says so when nobody can sign in at the moment: as a page for people, as a problem for the API. */
@Singleton
public class SignInFailures {
    private static final Logger LOG = Logger.getLogger(SignInFailures.class);
    private static final int RETRY_SECONDS = 5;
    private static final int UNAVAILABLE = 503;
    private static final int UNAUTHORIZED = 401;
    private static final String HTML = "text/html; charset=utf-8";

    private final ProblemMapper problems;
    private final Providers providers;
    private final FrontPage pages;

    SignInFailures(ProblemMapper problems, Providers providers, FrontPage pages) {
        this.pages = pages;
        this.problems = problems;
        this.providers = providers;
    }

    /** An access token that cannot be checked. */
    @ServerExceptionMapper
    public Response unavailable(OIDCException failure) {
        LOG.warnf("An access token cannot be checked: %s", failure.getMessage());
        return problems.problem(new ApiProblem(
                UNAVAILABLE, "sign-in-unavailable", "The identity provider cannot be reached at the moment."));
    }

    void register(@Observes Router router) {
        for (String path : new String[] {SignInPaths.CONSOLE, SignInPaths.LOGIN, SignInPaths.LOGOUT}) {
            router.route(path + "*")
                    .order(Integer.MIN_VALUE)
                    .failureHandler(this::failed)
                    .handler(this::begin);
        }
    }

    private void begin(RoutingContext request) {
        if (SignInPaths.needsSession(request.normalizedPath())
                && providers.platform().isEmpty()) {
            answer(request, UNAVAILABLE, FrontPage.Kind.SWITCHED_OFF);
            return;
        }
        request.next();
    }

    private void failed(RoutingContext request) {
        Throwable failure = request.failure();
        if (isProviderAway(failure)) {
            LOG.infof("Sign-in is not possible at the moment: %s", failure.getMessage());
            request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
            answer(request, UNAVAILABLE, FrontPage.Kind.UNAVAILABLE);
            return;
        }
        if (failure instanceof AuthenticationCompletionException) {
            answer(request, UNAUTHORIZED, FrontPage.Kind.REFUSED);
            return;
        }
        request.next();
    }

    private void answer(RoutingContext request, int status, FrontPage.Kind kind) {
        if (!request.response().ended()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, HTML)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(pages.render(request.request(), kind, Duration.ofSeconds(RETRY_SECONDS)));
        }
    }

    private static boolean isProviderAway(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OIDCException) {
                return true;
            }
        }
        return false;
    }
}

package io.hookgate.gateway.signin;

import io.hookgate.gateway.console.FrontPage;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.ProblemMapper;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
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
    private static final int SEE_OTHER = 303;
    private static final String HTML = "text/html; charset=utf-8";

    private final ProblemMapper problems;
    private final Providers providers;
    private final ProviderConfigurations configurations;
    private final FrontPage pages;

    SignInFailures(
            ProblemMapper problems, Providers providers, ProviderConfigurations configurations, FrontPage pages) {
        this.pages = pages;
        this.problems = problems;
        this.providers = providers;
        this.configurations = configurations;
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
        String path = request.normalizedPath();
        if (SignInPaths.needsSession(path) && providers.areNone()) {
            answer(request, UNAVAILABLE, FrontPage.Kind.SWITCHED_OFF);
            return;
        }
        if (mayChoose(path)
                && isPageView(request)
                && providers.areSeveral()
                && configurations.chosen(request).isEmpty()) {
            redirect(request, SignInPaths.CHOOSE + "?" + SignInPaths.RETURN + "=" + encoded(wanted(request)));
            return;
        }
        request.next();
    }

    private static boolean mayChoose(String path) {
        return path.equals(SignInPaths.LOGIN)
                || path.equals(SignInPaths.CONSOLE)
                || path.startsWith(SignInPaths.CONSOLE + "/");
    }

    private static String wanted(RoutingContext request) {
        Optional<String> asked = request.normalizedPath().equals(SignInPaths.LOGIN)
                ? Optional.ofNullable(request.request().getParam(SignInPaths.RETURN))
                : Optional.of(pathAndQuery(request));
        return SignInPaths.afterSignIn(asked);
    }

    private static String pathAndQuery(RoutingContext request) {
        String query = request.request().query();
        return request.normalizedPath() + (query == null ? "" : "?" + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void redirect(RoutingContext request, String target) {
        request.response()
                .setStatusCode(SEE_OTHER)
                .putHeader(HttpHeaders.LOCATION, target)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }

    private void failed(RoutingContext request) {
        Throwable failure = request.failure();
        if (Sessions.hasEnded(request) && isPageView(request)) {
            beginAnew(request);
            return;
        }
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

    /**
     * The cookie goes with this answer, so that the next request has none. If it comes with one all the same, such as one
     * that another host of the domain has set, that is the end of it: nothing may go on in circles.
     */
    private void beginAnew(RoutingContext request) {
        if (request.request().getParam(SignInPaths.AGAIN) != null) {
            answer(request, UNAUTHORIZED, FrontPage.Kind.REFUSED);
            return;
        }
        String tenant = SignInPaths.tenantOf(request.normalizedPath())
                .or(() -> Optional.ofNullable(request.request().getParam(SignInPaths.TENANT)))
                .map(named -> "&" + SignInPaths.TENANT + "=" + encoded(named))
                .orElse("");
        redirect(
                request,
                SignInPaths.LOGIN + "?" + SignInPaths.RETURN + "=" + encoded(wanted(request)) + tenant + "&"
                        + SignInPaths.AGAIN + "=1");
    }

    private static boolean isPageView(RoutingContext request) {
        return HttpMethod.GET.equals(request.request().method())
                && request.request().getHeader(HttpHeaders.AUTHORIZATION) == null
                && !ScriptRequests.isScript(request)
                && !request.response().ended();
    }

    private void answer(RoutingContext request, int status, FrontPage.Kind kind) {
        if (!request.response().ended()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, HTML)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader("Content-Security-Policy", FrontPage.CONTENT_SECURITY_POLICY)
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

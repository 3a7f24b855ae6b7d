package io.hookgate.gateway.console;

import io.hookgate.tenant.http.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** What holds for every response of the console: the browser's fences, and problems as pages. */
@Singleton
public class ConsoleResponses {
    /** Nothing is loaded from elsewhere, no script or style stands in a page, and no page is framed. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    private static final String CONSOLE = "/console";
    private static final String CSRF_COOKIE = "csrf-token";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final int AFTER_OTHERS = Priorities.USER - 2000;

    private final Pages pages;

    ConsoleResponses(Pages pages) {
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "errors")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance error(Shell shell, int status, String detail);

        static native TemplateInstance notice(Shell shell, int status, String detail);
    }

    /** Takes forms and nothing else, since only in forms a token against forged requests is looked for. */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION - 1)
    public @Nullable Response requireForms(ContainerRequestContext request) {
        if (!isConsole(request) || SAFE.contains(request.getMethod())) {
            return null;
        }
        MediaType type = request.getMediaType();
        return type != null && type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE) && !type.isWildcardType()
                ? null
                : Response.status(Response.Status.UNSUPPORTED_MEDIA_TYPE).build();
    }

    /** Adds the fences, and turns problems into pages. */
    @ServerResponseFilter(priority = AFTER_OTHERS)
    public void finish(ContainerRequestContext request, ContainerResponseContext response, RoutingContext routing) {
        if (!isConsole(request)) {
            routing.response().removeCookie(CSRF_COOKIE, false);
            return;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("X-Frame-Options", "DENY");
        headers.putSingle("Referrer-Policy", "same-origin");
        headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
        headers.putSingle("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        if (response.getStatus() >= 400) {
            explain(response, routing.request());
        }
    }

    private void explain(ContainerResponseContext response, HttpServerRequest request) {
        boolean partial = request.getHeader("HX-Request") != null;
        if (response.getEntity() instanceof Problem problem) {
            show(response, ProblemTexts.detail(Preferences.language(request), problem.detail()), partial, request);
        } else if (!response.hasEntity()) {
            show(response, "", partial, request);
        }
    }

    private void show(ContainerResponseContext response, String detail, boolean partial, HttpServerRequest request) {
        Shell shell = pages.shell("");
        int status = response.getStatus();
        TemplateInstance page =
                partial ? Templates.notice(shell, status, detail) : Templates.error(shell, status, detail);
        page.setLocale(Preferences.language(request));
        if (partial) {
            response.getHeaders().putSingle("HX-Retarget", "#notices");
            response.getHeaders().putSingle("HX-Reswap", "outerHTML");
        }
        response.setEntity(page.render(), null, MediaType.valueOf(Pages.HTML));
    }

    private static boolean isConsole(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        String rooted = path.startsWith("/") ? path : "/" + path;
        return rooted.equals(CONSOLE) || rooted.startsWith(CONSOLE + "/");
    }
}

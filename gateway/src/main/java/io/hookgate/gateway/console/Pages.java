package io.hookgate.gateway.console;

import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.ProblemMapper;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes responses out of templates, and knows the request that they answer. */
@ApplicationScoped
class Pages {
    static final String HTML = "text/html;charset=UTF-8";

    private static final int UNPROCESSABLE = 422;

    private final TenantContext context;
    private final RoutingContext request;

    Pages(TenantContext context, RoutingContext request) {
        this.context = context;
        this.request = request;
    }

    /** What surrounds the page of a section. */
    Shell shell(String section) {
        HttpServerRequest http = request.request();
        String tenant = tenant();
        return new Shell(
                tenant,
                section,
                context.isAdmitted() ? context.caller().name() : "",
                role(),
                Preferences.language(http).getLanguage(),
                Preferences.theme(http),
                http.uri(),
                http.getParam("done"));
    }

    private @Nullable Role role() {
        if (!context.isAdmitted() || !context.hasTenant()) {
            return null;
        }
        return context.caller().roleIn(context.tenantId()).orElse(null);
    }

    /** The tenant as the path names it, after it has been admitted. */
    private String tenant() {
        if (!context.isAdmitted() || !context.hasTenant()) {
            return "";
        }
        String[] steps = request.normalizedPath().split("/", 5);
        return steps.length > 3 ? steps[3] : "";
    }

    /** The language of whoever sees the page. */
    Locale language() {
        return Preferences.language(request.request());
    }

    /** A page. */
    Uni<Response> show(TemplateInstance page) {
        return respond(200, page);
    }

    /** The page of a form that could not be accepted. */
    Uni<Response> refuse(TemplateInstance page) {
        return respond(UNPROCESSABLE, page);
    }

    private Uni<Response> respond(int status, TemplateInstance page) {
        return page.setLocale(language())
                .createUni()
                .map(html -> Response.status(status).type(HTML).entity(html).build());
    }

    /** Goes on with another page of the tenant, which says what has been done. */
    Response goTo(String path, String done) {
        String separator = path.contains("?") ? "&" : "?";
        return seeOther("/console/t/" + tenant() + path + separator + "done=" + encode(done));
    }

    /** Goes on with another page of the tenant. */
    Response goTo(String path) {
        return seeOther("/console/t/" + tenant() + path);
    }

    static Response seeOther(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", URI.create(path))
                .build();
    }

    /** Scheme and authority of the address that this request went to. */
    String origin() {
        HttpServerRequest http = request.request();
        return http.scheme() + "://" + http.authority();
    }

    /** A text as part of a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Does what a form asks for; a mistake in it shows the form again.
     *
     * @param work what calls the API's own resources, which may fail at once or later
     * @param again makes the page with the form and what is wrong with it
     */
    <T> Uni<Response> submit(
            Supplier<Uni<T>> work, Function<T, Uni<Response>> success, Function<ApiProblem, Uni<Response>> again) {
        return Uni.createFrom().deferred(() -> work.get()).onItemOrFailure().transformToUni((result, failure) -> {
            if (failure == null) {
                return success.apply(result);
            }
            Optional<ApiProblem> mistake = ProblemMapper.mistake(failure);
            return mistake.isPresent()
                    ? again.apply(ProblemTexts.in(language(), mistake.get()))
                    : Uni.createFrom().failure(failure);
        });
    }
}

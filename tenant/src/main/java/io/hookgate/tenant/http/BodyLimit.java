package io.hookgate.tenant.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses bodies that no request to the API needs, before the HTTP server drops the connection over them. */
@ApplicationScoped
class BodyLimit {
    private static final long MAX_BYTES = 1 << 20;
    /** Before Quarkus' own limit, whose answer has no body. */
    private static final int FIRST = 1000;

    private final ObjectMapper json;

    BodyLimit(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext request) {
        if (!RequestGuard.isApi(request.request().path()) || declaredLength(request) <= MAX_BYTES) {
            request.next();
            return;
        }
        ApiProblem problem = new ApiProblem(413, "too-large", "The body must have at most " + MAX_BYTES + " bytes.");
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(text(Problem.of(problem.status(), "Request Entity Too Large", problem)));
    }

    private static long declaredLength(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem cannot be written as JSON", e);
        }
    }
}

package io.hookgate.gateway.signin;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells requests of scripts, which cannot follow a redirect to a provider, from those of the browser itself. */
@ApplicationScoped
class ScriptRequests implements JavaScriptRequestChecker {
    @Override
    public boolean isJavaScriptRequest(RoutingContext request) {
        return isScript(request);
    }

    static boolean isScript(RoutingContext request) {
        return request.request().getHeader("HX-Request") != null
                || "XMLHttpRequest".equals(request.request().getHeader("X-Requested-With"));
    }
}

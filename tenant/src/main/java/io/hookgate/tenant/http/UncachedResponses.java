package io.hookgate.tenant.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Keeps answers, which may hold secrets, out of every cache. */
@Singleton
public class UncachedResponses {

    /** Forbids storing the response. */
    @ServerResponseFilter
    public void forbidStoring(ContainerRequestContext request, ContainerResponseContext response) {
        if (!RequestGuard.isApi(request)) {
            return;
        }
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
    }
}

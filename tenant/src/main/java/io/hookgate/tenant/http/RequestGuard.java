package io.hookgate.tenant.http;

import io.hookgate.model.TenantId;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests to the API and to the console: the only place where rights are checked.
 *
 * <p>Whoever has no right to a tenant gets the same answer whether it exists or not.
 */
@Singleton
public class RequestGuard {
    private static final String API = "/api";
    private static final String CONSOLE = "/console";
    private static final String TENANT = "tenant";

    private final CurrentIdentityAssociation identities;
    private final TenantDirectory tenants;
    private final CurrentRequest current;
    private final CurrentVertxRequest http;
    private final FailedAttempts attempts;

    RequestGuard(
            CurrentIdentityAssociation identities,
            TenantDirectory tenants,
            CurrentRequest current,
            CurrentVertxRequest http,
            FailedAttempts attempts) {
        this.http = http;
        this.attempts = attempts;
        this.identities = identities;
        this.tenants = tenants;
        this.current = current;
    }

    /** Lets the request pass, or fails with 401, 403 or 404. */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    public Uni<Response> admit(ContainerRequestContext request, ResourceInfo resource) {
        Requires required = requirement(resource);
        if (required == null && !isGuarded(request)) {
            return Uni.createFrom().nullItem();
        }
        String address = address();
        if (request.getHeaderString(HttpHeaders.AUTHORIZATION) != null) {
            attempts.pause(address).ifPresent(pause -> {
                throw new ApiProblem(
                        429, "too-many-attempts", "Too many wrong credentials have come from this address; wait.");
            });
        }
        return identities
                .getDeferredIdentity()
                .onFailure(AuthenticationFailedException.class)
                .invoke(() -> attempts.record(address))
                .map(identity -> {
                    Caller caller = caller(identity);
                    if (required == null) {
                        throw forbidden();
                    }
                    current.admit(caller, permit(caller, required, tenantParameter(request)), address);
                    return null;
                });
    }

    private String address() {
        SocketAddress remote = http.getCurrent().request().remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        return host == null ? "" : host;
    }

    private @Nullable TenantId permit(Caller caller, Requires required, @Nullable String tenant) {
        if (tenant == null) {
            if (!caller.hasAnywhere(required.value())) {
                throw forbidden();
            }
            return null;
        }
        Optional<TenantId> tenantId = tenants.find(tenant);
        if (tenantId.isEmpty() && caller.platformAdmin()) {
            throw ApiProblem.notFound("tenant");
        }
        return tenantId.filter(id -> caller.roleIn(id)
                        .filter(role -> permits(required, role))
                        .isPresent())
                .orElseThrow(RequestGuard::forbidden);
    }

    private static boolean permits(Requires required, Role role) {
        return role.includes(required.value()) || (required.orSubscriber() && role == Role.SUBSCRIBER);
    }

    private static Caller caller(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            throw new ApiProblem(401, "unauthenticated", "This needs an API key or an access token as bearer token.");
        }
        return Caller.of(identity).orElseThrow(RequestGuard::forbidden);
    }

    private static @Nullable Requires requirement(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        Requires ofMethod = method.getAnnotation(Requires.class);
        return ofMethod == null ? resource.getResourceClass().getAnnotation(Requires.class) : ofMethod;
    }

    private static boolean isGuarded(ContainerRequestContext request) {
        return isWithin(API, path(request)) || isWithin(CONSOLE, path(request));
    }

    static boolean isApi(ContainerRequestContext request) {
        return isWithin(API, path(request));
    }

    /** Whether a path belongs to the API. */
    public static boolean isApi(@Nullable String path) {
        return path != null && isWithin(API, path);
    }

    private static boolean isWithin(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    private static String path(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return path.startsWith("/") ? path : "/" + path;
    }

    private static @Nullable String tenantParameter(ContainerRequestContext request) {
        List<String> values = request.getUriInfo().getPathParameters().get(TENANT);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    private static ApiProblem forbidden() {
        return new ApiProblem(403, "forbidden", "Your role does not allow this.");
    }
}

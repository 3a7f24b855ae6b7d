package io.hookgate.tenant.audit;

import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Notes requests that change no row of the configuration but are worth knowing of: work on deliveries, a secret shown. */
@Singleton
public class AuditedRequests {
    private static final Logger LOG = Logger.getLogger(AuditedRequests.class);
    private static final Pattern BELOW_TENANT =
            Pattern.compile("/?(?:api/v1/tenants|console/t)/[^/]+/([^/]+)(?:/([^/]+))?(?:/(.+))?");
    /** Of these the database notes every change; settings are what the console calls the tenant's own. */
    private static final List<String> CONFIGURATION = List.of(
            "applications",
            "members",
            "api-keys",
            "identity-provider",
            "sources",
            "endpoints",
            "subscriptions",
            "settings");

    /** What can be done with many at once stands where the id of one stands otherwise. */
    private static final List<String> BULK = List.of("retry", "replay");

    private static final List<String> ON_ENDPOINTS = List.of("test", "recover");

    private final TenantContext context;
    private final AuditLog log;

    AuditedRequests(TenantContext context, AuditLog log) {
        this.context = context;
        this.log = log;
    }

    /** Adds an entry for a request that has been carried out. */
    @ServerResponseFilter
    public Uni<Void> note(ContainerRequestContext request, ContainerResponseContext response) {
        Optional<Matcher> path = Optional.of(
                        BELOW_TENANT.matcher(request.getUriInfo().getPath()))
                .filter(Matcher::matches)
                .filter(match -> isDone(response.getStatus()) && isWorthIt(request.getMethod(), match));
        if (path.isEmpty() || !context.isAdmitted() || !context.hasTenant()) {
            return Uni.createFrom().voidItem();
        }
        AuditLog.Deed deed = deed(request.getMethod(), path.get(), response.getEntity());
        return log.add(context.tenantId(), context.caller(), context.address().orElse(null), deed)
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.errorf(
                            failure,
                            "An audit entry is lost: tenantId=%s action=%s",
                            context.tenantId(),
                            deed.action());
                    return Uni.createFrom().voidItem();
                });
    }

    /** The console answers with another page what it has done. */
    private static boolean isDone(int status) {
        return status / 100 == 2 || status == Response.Status.SEE_OTHER.getStatusCode();
    }

    private static AuditLog.Deed deed(String method, Matcher path, @Nullable Object answer) {
        AuditSubject subject = answer instanceof AuditSubject made ? made : null;
        String name = path.group(2);
        boolean onMany = name != null && path.group(3) == null && BULK.contains(name);
        if (onMany && subject != null) {
            return new AuditLog.Deed(name, subject.auditType(), subject.auditId(), subject);
        }
        String type = path.group(1).replaceAll("ies$", "y").replaceAll("s$", "");
        return new AuditLog.Deed(
                onMany ? name : action(method, path.group(3)), type, onMany || name == null ? "" : name, subject);
    }

    private static String action(String method, @Nullable String operation) {
        if (operation != null) {
            return operation;
        }
        return method.equals("GET") ? "read" : method.toLowerCase(Locale.ROOT);
    }

    private static boolean isWorthIt(String method, Matcher path) {
        String operation = path.group(3) == null ? "" : path.group(3);
        if (operation.equals("secret")) {
            return true;
        }
        if (method.equals("GET")) {
            return false;
        }
        return !CONFIGURATION.contains(path.group(1))
                || (path.group(1).equals("endpoints") && ON_ENDPOINTS.contains(operation));
    }
}

package io.hookgate.tenant.audit;

import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** The audit log of a tenant. */
@Path("/api/v1/tenants/{tenant}/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {
    private static final String NDJSON = "application/x-ndjson;qs=0.5";

    private final AuditLog log;
    private final TenantContext context;

    AuditResource(AuditLog log, TenantContext context) {
        this.log = log;
        this.context = context;
    }

    /** Lists entries, the newest first. */
    @GET
    @Requires(Role.ADMIN)
    @Operation(
            summary = "Who has done what to which object, the newest first",
            description = "As application/json in pages; as application/x-ndjson all at once, a line for each.")
    public Uni<Page<AuditLog.Entry>> list(
            @Parameter(description = "As in the entries") @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("objectType") @Nullable String objectType,
            @QueryParam("objectId") @Nullable String objectId,
            @Parameter(description = "Then or later") @QueryParam("from") @Nullable String from,
            @Parameter(description = "Before then") @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        AuditFilter filter = filter(actor, action, objectType, objectId, from, to);
        return log.read(filter, page.after().getLeastSignificantBits(), page.fetch())
                .map(entries -> page.page(entries, entry -> new UUID(0, entry.id()), entry -> entry));
    }

    /** Exports entries, the newest first. */
    @GET
    @Produces(NDJSON)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Requires(Role.ADMIN)
    @Operation(summary = "The same as lines of JSON")
    public Multi<AuditLog.Entry> export(
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("objectType") @Nullable String objectType,
            @QueryParam("objectId") @Nullable String objectId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        return log.export(filter(actor, action, objectType, objectId, from, to));
    }

    private AuditFilter filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String objectType,
            @Nullable String objectId,
            @Nullable String from,
            @Nullable String to) {
        return new AuditFilter(
                context.tenantId(),
                actor,
                action,
                objectType,
                objectId,
                AuditFilter.time("from", from),
                AuditFilter.time("to", to));
    }
}

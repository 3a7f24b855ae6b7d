package io.hookgate.tenant.directory;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Caller;
import io.hookgate.tenant.http.DisplayName;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.http.RequestBodies;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The tenants of the platform. */
@Path("/api/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants")
public class TenantResource {
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final TenantStore store;
    private final TenantContext context;
    private final RequestBodies bodies;

    TenantResource(TenantStore store, TenantContext context, RequestBodies bodies) {
        this.store = store;
        this.context = context;
        this.bodies = bodies;
    }

    /**
     * A tenant to be made.
     *
     * @param slug its name in paths; cannot be changed
     * @param name its name for people
     */
    public record NewTenant(
            @NotNull
            @Size(max = 63)
            @Pattern(
                    regexp = "[a-z0-9](-?[a-z0-9])*",
                    message = "must be lower-case letters, digits and single dashes between them")
            @Schema(examples = "acme")
            String slug,

            @DisplayName @Schema(required = true, minLength = 1, maxLength = 100, examples = "Acme Ltd.")
            String name) {}

    /** What can be changed of a tenant. */
    public record TenantChange(
            @DisplayName @Schema(required = true, minLength = 1, maxLength = 100)
            String name) {}

    /** A tenant in the API. */
    @Schema(name = "Tenant")
    public record View(UUID id, String slug, String name, Instant createdAt, Instant updatedAt) {

        static View of(TenantEntity tenant) {
            return new View(tenant.tenantId, tenant.slug, tenant.name, tenant.createdAt, tenant.updatedAt);
        }
    }

    /** Makes a tenant. */
    @POST
    @Requires(Role.PLATFORM_ADMIN)
    @Operation(summary = "Make a tenant")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "409", description = "The slug is taken")
    public Uni<RestResponse<View>> create(@NotNull @Valid NewTenant tenant) {
        if (tenant.slug().matches(UUID_FORM)) {
            throw ApiProblem.invalid("/slug", "must not look like an identifier");
        }
        return store.create(tenant.slug(), tenant.name())
                .map(View::of)
                .map(view -> RestResponse.ResponseBuilder.<View>created(URI.create("/api/v1/tenants/" + view.slug()))
                        .entity(view)
                        .build());
    }

    /** Lists the tenants that the caller belongs to; a platform administrator sees all. */
    @GET
    @Requires(Role.SUBSCRIBER)
    @Operation(summary = "Your tenants; all of them for a platform administrator")
    public Uni<Page<View>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        Caller caller = context.caller();
        return (caller.platformAdmin()
                        ? store.list(page)
                        : store.listAmong(caller.roles().keySet(), page))
                .map(rows -> page.page(rows, row -> row.tenantId, View::of));
    }

    /** Shows a tenant. */
    @GET
    @Path("{tenant}")
    @Requires(Role.SUBSCRIBER)
    @Operation(summary = "A tenant")
    public Uni<View> get(@PathParam("tenant") String tenant) {
        return store.get(context.tenantId()).map(View::of);
    }

    /** Renames a tenant. */
    @PATCH
    @Path("{tenant}")
    @Requires(Role.ADMIN)
    @Operation(summary = "Rename a tenant")
    public Uni<View> change(
            @PathParam("tenant") String tenant,
            @RequestBody(content = @Content(schema = @Schema(implementation = TenantChange.class))) JsonNode patch) {
        return store.get(context.tenantId())
                .chain(current -> {
                    TenantChange change = bodies.patched(new TenantChange(current.name), patch, TenantChange.class);
                    return store.rename(context.tenantId(), change.name());
                })
                .map(View::of);
    }

    /** Deletes a tenant with its whole configuration; what it has in the ledger is erased in the background. */
    @DELETE
    @Path("{tenant}")
    @Requires(Role.PLATFORM_ADMIN)
    @Operation(
            summary = "Delete a tenant with all that it has",
            description = "Its configuration is gone at once; its events, deliveries and requests are erased in the"
                    + " background. The audit log stays, and notes the end of it.")
    public Uni<Void> delete(@PathParam("tenant") String tenant) {
        return store.delete(context.tenantId());
    }
}

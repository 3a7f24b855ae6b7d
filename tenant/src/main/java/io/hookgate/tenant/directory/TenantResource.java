package io.hookgate.tenant.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.tenant.Quotas;
import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Caller;
import io.hookgate.tenant.http.DisplayName;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.http.RateLimitJson;
import io.hookgate.tenant.http.RequestBodies;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.hookgate.tenant.quota.QuotasJson;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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
     * @param rateLimit the most requests that all its sources together take
     * @param quotas how much it may have
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
            String name,

            @Schema(type = SchemaType.OBJECT, description = RateLimitJson.DESCRIPTION) @Nullable
            JsonNode rateLimit,

            @Schema(type = SchemaType.OBJECT, description = QuotasJson.DESCRIPTION) @Nullable
            JsonNode quotas) {}

    /** What can be changed of a tenant. */
    public record TenantChange(
            @DisplayName @Schema(required = true, minLength = 1, maxLength = 100)
            String name,

            @Schema(
                    type = SchemaType.OBJECT,
                    description = RateLimitJson.DESCRIPTION + " Set by platform administrators.")
            @Nullable
            JsonNode rateLimit,

            @Schema(type = SchemaType.OBJECT, description = QuotasJson.DESCRIPTION + " Set by platform administrators.")
            @Nullable
            JsonNode quotas,

            @Schema(
                    defaultValue = "false",
                    description = "Whether deliveries to public addresses may go to http URLs, without TLS")
            @Nullable
            Boolean allowHttp) {}

    /** A tenant in the API. */
    @Schema(name = "Tenant")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            UUID id,
            String slug,
            String name,

            @Schema(type = SchemaType.OBJECT, description = RateLimitJson.DESCRIPTION) @Nullable
            JsonNode rateLimit,

            @Schema(type = SchemaType.OBJECT, description = QuotasJson.DESCRIPTION + " The use of them is at /quotas.")
            @Nullable
            JsonNode quotas,

            boolean allowHttp,
            Instant createdAt,
            Instant updatedAt) {

        static View of(TenantEntity tenant) {
            return new View(
                    tenant.tenantId,
                    tenant.slug,
                    tenant.name,
                    RateLimitJson.write(tenant.rateLimit()),
                    QuotasJson.write(tenant.quotas()),
                    tenant.allowHttp,
                    tenant.createdAt,
                    tenant.updatedAt);
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
        return store.create(
                        tenant.slug(),
                        tenant.name(),
                        RateLimitJson.read(tenant.rateLimit()),
                        QuotasJson.read(tenant.quotas()))
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

    /** Changes a tenant; its rate limit and its quotas are the platform's to set. */
    @PATCH
    @Path("{tenant}")
    @Requires(Role.ADMIN)
    @Operation(
            summary = "Change a tenant",
            description = "Fields that are absent stay; null takes the rate limit or the quotas away, which are for"
                    + " platform administrators to set. Quotas are changed one by one.")
    public Uni<View> change(
            @PathParam("tenant") String tenant,
            @RequestBody(content = @Content(schema = @Schema(implementation = TenantChange.class))) JsonNode patch) {
        return store.get(context.tenantId())
                .chain(current -> {
                    TenantChange before = new TenantChange(
                            current.name,
                            RateLimitJson.write(current.rateLimit()),
                            QuotasJson.write(current.quotas()),
                            current.allowHttp);
                    TenantChange change = bodies.patched(before, patch, TenantChange.class, "quotas");
                    Optional<RateLimit> rateLimit = RateLimitJson.read(change.rateLimit());
                    Quotas quotas = QuotasJson.read(change.quotas());
                    reserveToPlatform("rateLimit", !rateLimit.equals(current.rateLimit()));
                    reserveToPlatform("quotas", !quotas.equals(current.quotas()));
                    return store.change(
                            context.tenantId(),
                            change.name(),
                            rateLimit,
                            quotas,
                            Boolean.TRUE.equals(change.allowHttp()));
                })
                .map(View::of);
    }

    private void reserveToPlatform(String field, boolean changed) {
        if (changed && !context.caller().platformAdmin()) {
            throw new ApiProblem(
                    403,
                    "forbidden",
                    "The field " + field + " of a tenant is set by platform administrators.",
                    List.of(new ApiProblem.Fault("/" + field, "may not be changed")));
        }
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

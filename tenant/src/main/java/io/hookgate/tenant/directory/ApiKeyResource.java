package io.hookgate.tenant.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.DisplayName;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.http.PathId;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The API keys of a tenant. */
@Path("/api/v1/tenants/{tenant}/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class ApiKeyResource {
    private final ApiKeyStore store;
    private final TenantContext context;
    private final Clock clock;

    ApiKeyResource(ApiKeyStore store, TenantContext context, Clock clock) {
        this.store = store;
        this.context = context;
        this.clock = clock;
    }

    /**
     * A key to be made.
     *
     * @param role what its holder may do within the tenant
     */
    public record NewApiKey(
            @DisplayName @Schema(required = true, minLength = 1, maxLength = 100)
            String name,

            @NotNull @Schema(enumeration = {"admin", "operator", "viewer", "subscriber"})
            String role,

            @Schema(
                    description =
                            "The application to which the key is confined; for the role subscriber, which needs it")
            @Nullable
            String applicationId,

            @Schema(description = "When the key ends; never if it is not set") @Nullable
            OffsetDateTime expiresAt) {}

    /** A key in the API; what it was made of cannot be had again. */
    @Schema(name = "ApiKey")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            UUID id,
            String name,
            String role,
            @Nullable UUID applicationId,
            @Nullable Instant expiresAt,
            Instant createdAt,

            @Schema(description = "When it was last used, to about half a minute") @Nullable
            Instant lastUsedAt) {

        static View of(ApiKeyStore.Stored stored) {
            ApiKeyEntity key = stored.key();
            return new View(
                    key.id, key.name, key.role, key.applicationId, key.expiresAt, key.createdAt, stored.lastUsedAt());
        }
    }

    /** A key that has just been made. */
    @Schema(name = "CreatedApiKey")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CreatedView(
            UUID id,
            String name,
            String role,
            @Nullable UUID applicationId,
            @Nullable Instant expiresAt,
            Instant createdAt,

            @Schema(description = "The key itself; shown this once")
            String key) {

        static CreatedView of(ApiKeyStore.Created created) {
            ApiKeyEntity entity = created.entity();
            return new CreatedView(
                    entity.id,
                    entity.name,
                    entity.role,
                    entity.applicationId,
                    entity.expiresAt,
                    entity.createdAt,
                    created.key().reveal());
        }

        @Override
        public String toString() {
            return "CreatedView[" + id + "]";
        }
    }

    /** Makes a key. */
    @POST
    @Requires(Role.ADMIN)
    @Operation(summary = "Make an API key; the answer is the only time that it is shown")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = CreatedView.class)))
    public Uni<RestResponse<CreatedView>> create(@NotNull @Valid NewApiKey key) {
        Membership membership = Membership.of(key.role(), key.applicationId());
        Instant expiresAt = key.expiresAt() == null ? null : key.expiresAt().toInstant();
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw ApiProblem.invalid("/expiresAt", "must be a time to come");
        }
        return store.create(
                        context.tenantId(),
                        new ApiKeyEntity.Grant(key.name(), membership.role(), membership.applicationId(), expiresAt))
                .map(created -> RestResponse.status(RestResponse.Status.CREATED, CreatedView.of(created)));
    }

    /** Lists the keys. */
    @GET
    @Requires(Role.ADMIN)
    @Operation(summary = "The API keys of the tenant")
    public Uni<Page<View>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return store.list(context.tenantId(), page).map(rows -> page.page(rows, row -> row.key().id, View::of));
    }

    /** Shows a key. */
    @GET
    @Path("{id}")
    @Requires(Role.ADMIN)
    @Operation(summary = "An API key")
    public Uni<View> get(@PathParam("id") String id) {
        return store.get(context.tenantId(), keyId(id)).map(View::of);
    }

    /** Deletes a key; it is refused from then on. */
    @DELETE
    @Path("{id}")
    @Requires(Role.ADMIN)
    @Operation(summary = "Delete an API key; it is refused within a second everywhere")
    public Uni<Void> delete(@PathParam("id") String id) {
        return store.delete(context.tenantId(), keyId(id));
    }

    private static UUID keyId(String id) {
        return PathId.parse(id, PathId::uuid, "API key");
    }
}

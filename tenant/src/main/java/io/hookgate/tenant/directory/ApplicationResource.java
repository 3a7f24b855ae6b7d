package io.hookgate.tenant.directory;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.ApplicationId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.DisplayName;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.http.PathId;
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
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The applications of a tenant: each belongs to an ISV, whose people see nothing else of the tenant. */
@Path("/api/v1/tenants/{tenant}/applications")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Applications")
public class ApplicationResource {
    private static final int MAX_SLUG = 63;

    private final ApplicationStore store;
    private final TenantContext context;
    private final RequestBodies bodies;

    ApplicationResource(ApplicationStore store, TenantContext context, RequestBodies bodies) {
        this.store = store;
        this.context = context;
        this.bodies = bodies;
    }

    /**
     * An application to be made.
     *
     * @param slug its name in tokens; made from the name if it is absent
     */
    public record NewApplication(
            @DisplayName @Schema(required = true, minLength = 1, maxLength = 100, examples = "Billing by Contoso")
            String name,

            @Size(max = MAX_SLUG)
            @Pattern(
                    regexp = "[a-z0-9](-?[a-z0-9])*",
                    message = "must be lower-case letters, digits and single dashes between them")
            @Schema(examples = "contoso-billing")
            @Nullable
            String slug) {}

    /** What can be changed of an application. */
    public record ApplicationChange(
            @DisplayName @Schema(required = true, minLength = 1, maxLength = 100)
            String name) {}

    /** An application in the API. */
    @Schema(name = "Application")
    public record View(UUID id, String slug, String name, Instant createdAt, Instant updatedAt) {

        static View of(ApplicationEntity row) {
            return new View(row.id, row.slug, row.name, row.createdAt, row.updatedAt);
        }
    }

    /** Makes an application. */
    @POST
    @Requires(Role.OPERATOR)
    @Operation(summary = "Make an application for an ISV")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "409", description = "The slug is taken")
    public Uni<RestResponse<View>> create(@NotNull @Valid NewApplication application) {
        String slug = application.slug() == null ? slug(application.name()) : application.slug();
        return store.create(context.tenantId(), slug, application.name())
                .map(row -> RestResponse.status(RestResponse.Status.CREATED, View.of(row)));
    }

    /** Lists the applications; a subscriber sees its own. */
    @GET
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "The applications of the tenant; a subscriber sees its own")
    public Uni<Page<View>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return store.list(context.tenantId(), context.application(), page)
                .map(rows -> page.page(rows, row -> row.id, View::of));
    }

    /** Shows an application. */
    @GET
    @Path("{id}")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "An application")
    public Uni<View> get(@PathParam("id") String id) {
        ApplicationId wanted = applicationId(id);
        Optional<ApplicationId> only = context.application();
        if (only.isPresent() && !only.get().equals(wanted)) {
            throw ApiProblem.notFound("application");
        }
        return store.get(context.tenantId(), wanted).map(View::of);
    }

    /** Renames an application. */
    @PATCH
    @Path("{id}")
    @Requires(Role.OPERATOR)
    @Operation(summary = "Rename an application")
    public Uni<View> change(
            @PathParam("id") String id,
            @RequestBody(content = @Content(schema = @Schema(implementation = ApplicationChange.class)))
                    JsonNode patch) {
        ApplicationId applicationId = applicationId(id);
        return store.get(context.tenantId(), applicationId)
                .chain(current -> store.rename(
                        context.tenantId(),
                        applicationId,
                        bodies.patched(new ApplicationChange(current.name), patch, ApplicationChange.class)
                                .name()))
                .map(View::of);
    }

    /** Deletes an application. */
    @DELETE
    @Path("{id}")
    @Requires(Role.OPERATOR)
    @Operation(summary = "Delete an application to which nothing belongs any more")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "Something belongs to it")
    public Uni<Void> delete(@PathParam("id") String id) {
        return store.delete(context.tenantId(), applicationId(id));
    }

    private static String slug(String name) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (slug.isEmpty()) {
            throw ApiProblem.invalid("/slug", "is needed, since the name has no letter or digit to make it from");
        }
        return slug.substring(0, Math.min(MAX_SLUG, slug.length())).replaceAll("-$", "");
    }

    private static ApplicationId applicationId(String id) {
        return PathId.parse(id, ApplicationId::parse, "application");
    }
}

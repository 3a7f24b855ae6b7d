package io.hookgate.tenant.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.SourceId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.http.PathId;
import io.hookgate.tenant.http.RateLimitJson;
import io.hookgate.tenant.http.RequestBodies;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import java.util.Map;
import java.util.TreeMap;
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

/** The sources of a tenant. */
@Path("/api/v1/tenants/{tenant}/sources")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Sources")
public class SourceResource {
    private final SourceStore store;
    private final SourceCodec codec;
    private final SourceConfig config;
    private final TenantContext context;
    private final RequestBodies bodies;

    SourceResource(
            SourceStore store, SourceCodec codec, SourceConfig config, TenantContext context, RequestBodies bodies) {
        this.store = store;
        this.codec = codec;
        this.config = config;
        this.context = context;
        this.bodies = bodies;
    }

    /** A source in the API. */
    @Schema(name = "Source")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            UUID id,
            String name,
            String adapter,
            @Nullable String preset,

            @Schema(
                    description =
                            "Where the SaaS system posts to; whoever knows it may send, as far as the adapter lets"
                                    + " them",
                    examples = "https://hooks.example.com/in/…")
            @Nullable
            String url,

            boolean enabled,

            @Schema(type = SchemaType.OBJECT, description = RateLimitJson.DESCRIPTION) @Nullable
            JsonNode rateLimit,

            @Schema(type = SchemaType.OBJECT) @JsonInclude(JsonInclude.Include.ALWAYS)
            Map<String, Object> settings,

            @Schema(description = "true for each secret that is set; the secrets themselves are never shown")
            Map<String, Boolean> secrets,

            @Schema(description = "The CloudEvents source of events for which the provider names none")
            String eventSource,

            Instant createdAt,
            Instant updatedAt) {

        @Override
        public String toString() {
            return "View[" + id + "]";
        }
    }

    /** Registers a source. */
    @POST
    @Requires(Role.OPERATOR)
    @Operation(summary = "Register a SaaS system and get a webhook URL for it")
    @APIResponse(
            responseCode = "201",
            description = "Registered; the URL takes requests when the answer comes",
            content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid NewSource source) {
        return store.create(context.tenantId(), SourceSetup.of(source))
                .map(row -> RestResponse.status(RestResponse.Status.CREATED, view(row)));
    }

    /** Lists the sources. */
    @GET
    @Requires(Role.VIEWER)
    @Operation(summary = "The sources of the tenant; viewers do not see their URLs")
    public Uni<Page<View>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return store.list(context.tenantId(), page).map(rows -> page.page(rows, row -> row.id, this::view));
    }

    /** Shows a source. */
    @GET
    @Path("{id}")
    @Requires(Role.VIEWER)
    @Operation(summary = "A source; viewers do not see its URL")
    public Uni<View> get(@PathParam("id") String id) {
        return store.get(context.tenantId(), sourceId(id)).map(this::view);
    }

    /** Changes a source. */
    @PATCH
    @Path("{id}")
    @Requires(Role.OPERATOR)
    @Operation(
            summary = "Change a source",
            description = "Fields that are absent stay; null sets a field back to its default. Settings and secrets are"
                    + " changed one by one, and null takes one away. The adapter cannot be changed.")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<View> change(
            @PathParam("id") String id,
            @RequestBody(content = @Content(schema = @Schema(implementation = NewSource.class))) JsonNode patch) {
        return store.change(context.tenantId(), sourceId(id), setup -> patched(setup, patch))
                .map(this::view);
    }

    /** Deletes a source. */
    @DELETE
    @Path("{id}")
    @Requires(Role.OPERATOR)
    @Operation(summary = "Delete a source; its URL is unknown from then on")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@PathParam("id") String id) {
        return store.delete(context.tenantId(), sourceId(id));
    }

    /** Gives a source another URL. */
    @POST
    @Path("{id}/rotate-url")
    @Consumes(MediaType.WILDCARD)
    @Requires(Role.OPERATOR)
    @Operation(summary = "Give a source another webhook URL; the old one is unknown from then on")
    public Uni<View> rotateUrl(@PathParam("id") String id) {
        return store.rotateKey(context.tenantId(), sourceId(id)).map(this::view);
    }

    private SourceSetup patched(SourceSetup setup, JsonNode patch) {
        NewSource posted = bodies.patched(setup.toPosted(), patch, NewSource.class, "settings", "secrets");
        if (!posted.adapter().equals(setup.adapter())) {
            throw ApiProblem.invalid("/adapter", "cannot be changed; make another source");
        }
        return SourceSetup.of(posted);
    }

    private View view(SourceEntity row) {
        SourceSetup setup = codec.setup(row);
        Map<String, Boolean> secrets = new TreeMap<>();
        setup.secrets().keySet().forEach(name -> secrets.put(name, true));
        return new View(
                row.id,
                row.name,
                row.adapter,
                row.preset,
                maySeeUrl() ? url(row) : null,
                row.enabled,
                RateLimitJson.write(setup.rateLimit()),
                setup.settings(),
                secrets,
                Adapters.sourceUri(new SourceId(row.id)),
                row.createdAt,
                row.updatedAt);
    }

    private String url(SourceEntity row) {
        String base = config.publicUrl().toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                + "/in/"
                + codec.ingressKey(row).text();
    }

    /** The URL lets its holder send, which is more than looking on. */
    private boolean maySeeUrl() {
        return context.caller()
                .roleIn(context.tenantId())
                .filter(role -> role.includes(Role.OPERATOR))
                .isPresent();
    }

    private static SourceId sourceId(String id) {
        return PathId.parse(id, SourceId::parse, "source");
    }
}

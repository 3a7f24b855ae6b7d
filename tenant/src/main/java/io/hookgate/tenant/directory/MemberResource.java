package io.hookgate.tenant.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The people of a tenant whose roles are kept here rather than with their identity provider. */
@Path("/api/v1/tenants/{tenant}/members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class MemberResource {
    private final MemberStore store;
    private final TenantContext context;
    private final RequestBodies bodies;

    MemberResource(MemberStore store, TenantContext context, RequestBodies bodies) {
        this.store = store;
        this.context = context;
        this.bodies = bodies;
    }

    /**
     * Somebody to be invited.
     *
     * @param email whoever signs in first with this address, verified by their identity provider, is meant
     */
    public record NewMember(
            @NotNull
            @Size(max = 254)
            @Pattern(regexp = "[^\\s@\\p{C}]+@[^\\s@\\p{C}]+", message = "must be an e-mail address")
            @Schema(examples = "ada@example.com")
            String email,

            @NotNull @Schema(enumeration = {"admin", "operator", "viewer", "subscriber"})
            String role,

            @Schema(description = "For the role subscriber, which needs it") @Nullable
            String applicationId) {}

    /** What can be changed of a member. */
    public record MemberChange(
            @NotNull @Schema(enumeration = {"admin", "operator", "viewer", "subscriber"})
            String role,

            @Nullable String applicationId) {}

    /** A member in the API. */
    @Schema(name = "Member")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            UUID id,
            String email,
            String role,
            @Nullable UUID applicationId,
            Instant invitedAt,

            @Schema(description = "When they first signed in") @Nullable
            Instant boundAt) {

        static View of(MemberEntity row) {
            return new View(row.id, row.email, row.role, row.applicationId, row.invitedAt, row.boundAt);
        }
    }

    /** Invites somebody. */
    @POST
    @Requires(Role.ADMIN)
    @Operation(summary = "Invite somebody by their e-mail address; they are bound to it when they first sign in")
    @APIResponse(
            responseCode = "201",
            description = "Invited",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "409", description = "They are a member already")
    public Uni<RestResponse<View>> invite(@NotNull @Valid NewMember member) {
        return store.invite(context.tenantId(), member.email(), Membership.of(member.role(), member.applicationId()))
                .map(row -> RestResponse.status(RestResponse.Status.CREATED, View.of(row)));
    }

    /** Lists the members. */
    @GET
    @Requires(Role.ADMIN)
    @Operation(summary = "The members of the tenant")
    public Uni<Page<View>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return store.list(context.tenantId(), page).map(rows -> page.page(rows, row -> row.id, View::of));
    }

    /** Shows a member. */
    @GET
    @Path("{id}")
    @Requires(Role.ADMIN)
    @Operation(summary = "A member")
    public Uni<View> get(@PathParam("id") String id) {
        return store.get(context.tenantId(), memberId(id)).map(View::of);
    }

    /** Gives a member another role. */
    @PATCH
    @Path("{id}")
    @Requires(Role.ADMIN)
    @Operation(summary = "Give a member another role; in force with their next request")
    public Uni<View> change(
            @PathParam("id") String id,
            @RequestBody(content = @Content(schema = @Schema(implementation = MemberChange.class))) JsonNode patch) {
        UUID memberId = memberId(id);
        return store.get(context.tenantId(), memberId)
                .chain(current -> {
                    String application = current.applicationId == null ? null : current.applicationId.toString();
                    MemberChange changed =
                            bodies.patched(new MemberChange(current.role, application), patch, MemberChange.class);
                    return store.change(
                            context.tenantId(), memberId, Membership.of(changed.role(), changed.applicationId()));
                })
                .map(View::of);
    }

    /** Removes a member. */
    @DELETE
    @Path("{id}")
    @Requires(Role.ADMIN)
    @Operation(summary = "Remove a member; what their identity provider's roles say stays")
    @APIResponse(responseCode = "204", description = "Removed")
    public Uni<Void> delete(@PathParam("id") String id) {
        return store.delete(context.tenantId(), memberId(id));
    }

    private static UUID memberId(String id) {
        return PathId.parse(id, PathId::uuid, "member");
    }
}

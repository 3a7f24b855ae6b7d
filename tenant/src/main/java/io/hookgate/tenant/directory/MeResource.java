package io.hookgate.tenant.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hookgate.model.ApplicationId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.Caller;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller itself. */
@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Me")
public class MeResource {
    private final TenantContext context;
    private final Tenants tenants;

    MeResource(TenantContext context, Tenants tenants) {
        this.context = context;
        this.tenants = tenants;
    }

    /** The caller in the API. */
    @Schema(name = "Me")
    public record View(
            String id,
            String name,
            boolean platformAdmin,

            @Schema(description = "The tenants that the caller belongs to; empty for a platform administrator")
            List<Membership> tenants) {}

    /** What the caller is in one tenant. */
    @Schema(name = "Membership")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Membership(
            UUID id, String slug, String role, @Nullable UUID applicationId) {}

    /** Shows the caller. */
    @GET
    @Requires(Role.SUBSCRIBER)
    @Operation(summary = "Who you are and what you may do")
    public View get() {
        Caller caller = context.caller();
        List<Membership> memberships = caller.roles().entrySet().stream()
                .map(role -> membership(caller, role))
                .sorted(Comparator.comparing(Membership::slug))
                .toList();
        return new View(caller.id(), caller.name(), caller.platformAdmin(), memberships);
    }

    private Membership membership(Caller caller, Map.Entry<TenantId, Role> role) {
        return new Membership(
                role.getKey().value(),
                tenants.slug(role.getKey()).orElse(""),
                role.getValue().code(),
                caller.applicationIn(role.getKey()).map(ApplicationId::value).orElse(null));
    }
}

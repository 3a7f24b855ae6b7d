package io.hookgate.tenant.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Where the people of one tenant sign in, if not at the platform's provider. Platform administrators alone set it: it
 * decides to whom people with an e-mail domain give their passwords.
 */
@Path("/api/v1/tenants/{tenant}/identity-provider")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants")
public class IdentityProviderResource {
    private final IdentityProviderStore store;
    private final IdentityProviderCodec codec;
    private final TenantContext context;

    IdentityProviderResource(IdentityProviderStore store, IdentityProviderCodec codec, TenantContext context) {
        this.store = store;
        this.codec = codec;
        this.context = context;
    }

    /** An identity provider in the API. */
    @Schema(name = "IdentityProvider")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            UUID id,
            String issuer,
            String clientId,

            @Schema(description = "Whether there is a client secret, which is never shown")
            boolean hasClientSecret,

            @Nullable String audience,
            List<String> scopes,
            List<String> emailDomains,
            @Nullable String rolesClaim,
            @Nullable String applicationClaim,
            @Schema(type = SchemaType.OBJECT) Map<String, String> roleNames,

            @Schema(description = "What the provider has to be told, below the console's URL")
            String redirectPath,

            @Schema(description = "Where the provider may say that a session has ended, below the console's URL")
            String backChannelLogoutPath,

            Instant createdAt,
            Instant updatedAt) {}

    /** Shows the provider. */
    @GET
    @Requires(Role.ADMIN)
    @Operation(summary = "The identity provider of the tenant's own")
    public Uni<View> get(@PathParam("tenant") String tenant) {
        return store.get(context.tenantId()).map(this::view);
    }

    /** Sets the provider. */
    @PUT
    @Requires(Role.PLATFORM_ADMIN)
    @Operation(
            summary = "Set the identity provider of the tenant's own",
            description = "Its tokens and sessions are good for this tenant and no other. Another issuer is another"
                    + " provider, with another redirectPath; nobody is a member there who was one by the old issuer.")
    @APIResponse(responseCode = "409", description = "The issuer or a domain is another tenant's")
    public Uni<View> put(@PathParam("tenant") String tenant, @NotNull @Valid NewIdentityProvider provider) {
        provider.check();
        return store.put(context.tenantId(), provider).map(this::view);
    }

    /** Takes the provider away. */
    @DELETE
    @Requires(Role.PLATFORM_ADMIN)
    @Operation(summary = "Take the tenant's identity provider away; its tokens and sessions are good for nothing then")
    @APIResponse(responseCode = "204", description = "Taken away")
    public Uni<Void> delete(@PathParam("tenant") String tenant) {
        return store.delete(context.tenantId());
    }

    private View view(IdentityProviderEntity row) {
        IdentityProvider provider = codec.read(row);
        return new View(
                provider.id(),
                provider.issuer(),
                provider.clientId(),
                provider.clientSecret().isPresent(),
                provider.audience().orElse(null),
                provider.scopes(),
                provider.emailDomains(),
                provider.rolesClaim().orElse(null),
                provider.applicationClaim().orElse(null),
                provider.roleNames(),
                "/login/callback/" + provider.id(),
                "/logout/back-channel/" + provider.id(),
                row.createdAt,
                row.updatedAt);
    }
}

package io.hookgate.tenant.http;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.TenantId;
import io.quarkus.security.identity.SecurityIdentity;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a request, and what they may do; the principal of every request that has credentials.
 *
 * @param id stable and unique among all callers, such as {@code api-key:…}
 * @param name for people
 * @param platformAdmin whether the caller may do everything in every tenant
 * @param roles the role in each tenant that the caller belongs to
 * @param applications the application to which the caller is confined, in each tenant where it is a subscriber
 */
public record Caller(
        String id,
        String name,
        boolean platformAdmin,
        Map<TenantId, Role> roles,
        Map<TenantId, ApplicationId> applications)
        implements Principal {
    /** The attribute of an identity under which its caller is found, where its principal must be something else. */
    public static final String ATTRIBUTE = "hookgate.caller";

    /** Copies the maps; a subscriber without an application is nothing in that tenant. */
    public Caller {
        applications = Map.copyOf(applications);
        Map<TenantId, Role> usable = new HashMap<>(roles);
        Set<TenantId> confined = applications.keySet();
        usable.entrySet().removeIf(entry -> entry.getValue() == Role.SUBSCRIBER && !confined.contains(entry.getKey()));
        roles = Map.copyOf(usable);
    }

    /** The caller behind an identity; empty for one that no mechanism of ours has recognised. */
    public static Optional<Caller> of(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
    }

    @Override
    public String getName() {
        return id;
    }

    /** The caller's role in a tenant; empty for a foreign tenant. */
    public Optional<Role> roleIn(TenantId tenantId) {
        return platformAdmin ? Optional.of(Role.PLATFORM_ADMIN) : Optional.ofNullable(roles.get(tenantId));
    }

    /** The application to which the caller is confined in a tenant; empty for one who belongs to the whole tenant. */
    public Optional<ApplicationId> applicationIn(TenantId tenantId) {
        return roleIn(tenantId).filter(role -> role == Role.SUBSCRIBER).map(role -> applications.get(tenantId));
    }

    /** Whether the caller may do, somewhere, what {@code required} allows. */
    boolean hasAnywhere(Role required) {
        return platformAdmin || roles.values().stream().anyMatch(role -> role.includes(required));
    }
}

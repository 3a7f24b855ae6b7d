package io.hookgate.tenant.directory;

import io.hookgate.model.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A person as a trusted identity provider describes them.
 *
 * @param provider the provider's identifier with us
 * @param home the only tenant that this provider may speak for; empty for the platform's own provider
 * @param subject the person's stable identifier at the provider
 * @param name for people
 * @param email the person's address, if the provider has verified it
 * @param roles names of roles, each alone or as {@code tenant:role}
 * @param tenants slugs of the tenants to which roles that stand alone apply
 * @param application name of the application that a subscriber belongs to
 */
public record Person(
        String provider,
        Optional<TenantId> home,
        String subject,
        String name,
        Optional<String> email,
        Set<String> roles,
        List<String> tenants,
        Optional<String> application) {

    /** Copies the collections. */
    public Person {
        roles = Set.copyOf(roles);
        tenants = List.copyOf(tenants);
    }
}

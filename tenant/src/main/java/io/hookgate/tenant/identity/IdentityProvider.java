package io.hookgate.tenant.identity;

import io.hookgate.model.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A tenant's own OpenID Connect provider.
 *
 * @param id another one for another issuer
 * @param tenantId the only tenant that it may speak for
 * @param audience what access tokens for the API must name; the client if absent
 * @param scopes what is asked for beside {@code openid}
 * @param emailDomains in lower case; people with such addresses sign in there
 * @param rolesClaim the claim with the roles, if it is not where the platform's provider has it
 * @param applicationClaim the claim with a subscriber's application, likewise
 * @param roleNames what the provider calls our roles
 */
public record IdentityProvider(
        UUID id,
        TenantId tenantId,
        String issuer,
        String clientId,
        Optional<String> clientSecret,
        Optional<String> audience,
        List<String> scopes,
        List<String> emailDomains,
        Optional<String> rolesClaim,
        Optional<String> applicationClaim,
        Map<String, String> roleNames) {

    /** Copies the collections. */
    public IdentityProvider {
        scopes = List.copyOf(scopes);
        emailDomains = List.copyOf(emailDomains);
        roleNames = Map.copyOf(roleNames);
    }

    @Override
    public String toString() {
        return "IdentityProvider[" + id + ", " + issuer + "]";
    }
}

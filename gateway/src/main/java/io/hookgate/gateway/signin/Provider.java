package io.hookgate.gateway.signin;

import io.hookgate.model.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An identity provider whose word is taken.
 *
 * @param id how we call it; part of cookie names and paths, so only letters, digits and dashes
 * @param home the only tenant that it may speak for; empty for the platform's own
 * @param audience what access tokens for the API must name
 * @param roleNames what the provider calls our roles
 */
record Provider(
        String id,
        Optional<TenantId> home,
        String issuer,
        String clientId,
        Optional<String> clientSecret,
        String audience,
        List<String> scopes,
        String rolesClaim,
        String tenantClaim,
        String applicationClaim,
        Map<String, String> roleNames) {
    static final String PLATFORM = "platform";

    Provider {
        scopes = List.copyOf(scopes);
        roleNames = Map.copyOf(roleNames);
    }

    @Override
    public String toString() {
        return "Provider[" + id + ", " + issuer + "]";
    }
}

package io.hookgate.gateway.signin;

import io.hookgate.tenant.http.TenantDirectory;
import io.hookgate.tenant.identity.IdentityProvider;
import io.hookgate.tenant.identity.IdentityProviders;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The identity providers that are known at the moment: the platform's, and those of single tenants. Answers from memory. */
@Singleton
class Providers {
    private final SignInConfig config;
    private final Optional<Provider> platform;
    private final IdentityProviders ofTenants;
    private final TenantDirectory tenants;

    Providers(SignInConfig config, IdentityProviders ofTenants, TenantDirectory tenants) {
        this.config = config;
        this.ofTenants = ofTenants;
        this.tenants = tenants;
        this.platform = config.issuer().filter(issuer -> !issuer.isBlank()).map(issuer -> platform(config, issuer));
    }

    /** The platform's own; empty if there is none. */
    Optional<Provider> platform() {
        return platform;
    }

    /** Whether there are any of single tenants. */
    boolean areSeveral() {
        return !ofTenants.isEmpty();
    }

    /** Whether nobody can sign in. */
    boolean areNone() {
        return platform.isEmpty() && ofTenants.isEmpty();
    }

    Optional<Provider> byId(String id) {
        return platform.filter(provider -> provider.id().equals(id))
                .or(() -> uuid(id).flatMap(ofTenants::find).map(this::ofTenant));
    }

    /** The provider that signs with this {@code iss} claim; the platform's own, if several say that they do. */
    Optional<Provider> byIssuer(String issuer) {
        return platform.filter(provider -> withoutSlash(provider.issuer()).equals(withoutSlash(issuer)))
                .or(() -> ofTenants.withIssuer(issuer).map(this::ofTenant));
    }

    /** The provider of the tenant with this slug or identifier, if it has one of its own. */
    Optional<Provider> byTenant(String slugOrId) {
        return tenants.find(slugOrId).flatMap(ofTenants::of).map(this::ofTenant);
    }

    /** The provider at which people with such an address sign in, if it is not the platform's. */
    Optional<Provider> byEmail(String email) {
        return ofTenants.ofEmail(email).map(this::ofTenant);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    private Provider ofTenant(IdentityProvider provider) {
        return new Provider(
                provider.id().toString(),
                Optional.of(provider.tenantId()),
                provider.issuer(),
                provider.clientId(),
                provider.clientSecret(),
                provider.audience().orElse(provider.clientId()),
                provider.scopes(),
                provider.rolesClaim().orElse(config.rolesClaim()),
                config.tenantClaim(),
                provider.applicationClaim().orElse(config.applicationClaim()),
                provider.roleNames());
    }

    private static Provider platform(SignInConfig config, String issuer) {
        return new Provider(
                Provider.PLATFORM,
                Optional.empty(),
                issuer.strip(),
                config.clientId(),
                config.clientSecret().filter(secret -> !secret.isBlank()),
                config.audience().filter(audience -> !audience.isBlank()).orElse(config.clientId()),
                config.scopes(),
                config.rolesClaim(),
                config.tenantClaim(),
                config.applicationClaim(),
                roleNames(config.roleNames().orElse("")));
    }

    private static Map<String, String> roleNames(String text) {
        Map<String, String> names = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            int equals = entry.lastIndexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "hookgate.oidc.role-names must be pairs like its-name=admin, separated by commas");
            }
            names.put(
                    entry.substring(0, equals).strip(),
                    entry.substring(equals + 1).strip());
        }
        return names;
    }
}

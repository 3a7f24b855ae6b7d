package io.hookgate.gateway.signin;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The identity providers that are known at the moment. Answers from memory. */
@Singleton
class Providers {
    private final Optional<Provider> platform;

    Providers(SignInConfig config) {
        this.platform = config.issuer().filter(issuer -> !issuer.isBlank()).map(issuer -> platform(config, issuer));
    }

    /** The platform's own; empty if sign-in is off. */
    Optional<Provider> platform() {
        return platform;
    }

    Optional<Provider> byId(String id) {
        return platform.filter(provider -> provider.id().equals(id));
    }

    /** The provider that signs with this {@code iss} claim. */
    Optional<Provider> byIssuer(String issuer) {
        return platform.filter(provider -> withoutSlash(provider.issuer()).equals(withoutSlash(issuer)));
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
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

package io.hookgate.gateway.signin;

import io.hookgate.tenant.http.RequestGuard;
import io.hookgate.tenant.secret.SecretVault;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Authentication.CookieSameSite;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses for each request the provider that answers for it, and how: by its access tokens for the API, by a session for
 * the console. Providers are asked for their metadata when they are first needed, so that one that is not there yet
 * keeps nobody from starting.
 */
@ApplicationScoped
class ProviderConfigurations implements TenantConfigResolver {
    private static final String API = "api-";
    private static final String CONSOLE = "console-";
    private static final String SESSION_COOKIE = "q_session_" + CONSOLE;
    private static final String BEARER = "bearer ";
    private static final int STATE_SECRET_LENGTH = 32;
    /** Quarkus asks a provider again when the settings are another object, and only if this says so. */
    private static final String RECONNECT = "replace-tenant-configuration-context";

    private static final OidcTenantConfig NOBODY =
            OidcTenantConfig.builder().tenantId("nobody").disableTenant().build();

    private final Providers providers;
    private final SignInConfig config;
    private final String stateSecret;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Provider provider, OidcTenantConfig configuration) {}

    ProviderConfigurations(Providers providers, SignInConfig config, SecretVault vault) {
        this.providers = providers;
        this.config = config;
        this.stateSecret = vault.derive("sign-in-state", STATE_SECRET_LENGTH);
    }

    /** The provider behind the identifier of a Quarkus OIDC tenant. */
    Optional<Provider> provider(@Nullable String oidcTenantId) {
        if (oidcTenantId == null) {
            return Optional.empty();
        }
        String id = oidcTenantId.startsWith(API)
                ? oidcTenantId.substring(API.length())
                : oidcTenantId.startsWith(CONSOLE) ? oidcTenantId.substring(CONSOLE.length()) : "";
        return providers.byId(id);
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
        request.put(RECONNECT, "true");
        return Uni.createFrom().item(configuration(request));
    }

    private OidcTenantConfig configuration(RoutingContext request) {
        String path = request.normalizedPath();
        if (RequestGuard.isApi(path)) {
            return issuerOfToken(request)
                    .flatMap(providers::byIssuer)
                    .map(provider -> known(API + provider.id(), provider))
                    .orElse(NOBODY);
        }
        if (SignInPaths.needsSession(path)) {
            return ofPage(request, path)
                    .map(provider -> known(CONSOLE + provider.id(), provider))
                    .orElse(NOBODY);
        }
        return NOBODY;
    }

    private Optional<Provider> ofPage(RoutingContext request, String path) {
        Optional<String> callback = SignInPaths.callbackOf(path);
        return callback.isPresent()
                ? providers.byId(callback.get())
                : chosen(request).or(providers::platform);
    }

    /**
     * The provider that a request for a page asks for, has a session with, or that the tenant which the path names has;
     * empty if there is no saying which.
     */
    Optional<Provider> chosen(RoutingContext request) {
        String path = request.normalizedPath();
        return (path.equals(SignInPaths.LOGIN) ? askedFor(request) : Optional.<Provider>empty())
                .or(() -> ofSession(request))
                .or(() -> SignInPaths.tenantOf(path).flatMap(providers::byTenant));
    }

    private Optional<Provider> askedFor(RoutingContext request) {
        String tenant = request.request().getParam(SignInPaths.TENANT);
        String email = request.request().getParam(SignInPaths.EMAIL);
        String provider = request.request().getParam(SignInPaths.PROVIDER);
        if (tenant != null) {
            return providers.byTenant(tenant).or(providers::platform);
        }
        if (email != null) {
            return providers.byEmail(email).or(providers::platform);
        }
        return Provider.PLATFORM.equals(provider) ? providers.platform() : Optional.empty();
    }

    private Optional<Provider> ofSession(RoutingContext request) {
        return request.request().cookies().stream()
                .map(cookie -> cookie.getName())
                .filter(name -> name.startsWith(SESSION_COOKIE))
                .flatMap(name -> providers.byId(name.substring(SESSION_COOKIE.length())).stream())
                .findFirst();
    }

    private OidcTenantConfig known(String oidcTenantId, Provider provider) {
        return known.compute(
                        oidcTenantId,
                        (id, old) -> old != null && old.provider().equals(provider)
                                ? old
                                : new Known(
                                        provider, id.startsWith(API) ? ofTokens(id, provider) : ofPages(id, provider)))
                .configuration();
    }

    private OidcTenantConfig ofTokens(String oidcTenantId, Provider provider) {
        return client(oidcTenantId, provider)
                .applicationType(ApplicationType.SERVICE)
                .token()
                .audience(provider.audience())
                .subjectRequired()
                .issuedAtRequired()
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .end()
                .build();
    }

    private OidcTenantConfig ofPages(String oidcTenantId, Provider provider) {
        Optional<String> base =
                config.consoleUrl().filter(url -> !url.isBlank()).map(ProviderConfigurations::base);
        boolean https = base.map(url -> url.startsWith("https:")).orElse(false);
        return client(oidcTenantId, provider)
                .applicationType(ApplicationType.WEB_APP)
                .authentication()
                .redirectPath(base.orElse("") + SignInPaths.callback(provider.id()))
                .restorePathAfterRedirect()
                .removeRedirectParameters()
                .errorPath(base.orElse("") + SignInPaths.LOGIN_FAILED)
                .scopes(provider.scopes())
                .pkceRequired()
                .nonceRequired()
                .stateSecret(stateSecret)
                .stateCookieAge(Duration.ofMinutes(30))
                .cookieSameSite(CookieSameSite.LAX)
                .stateCookieSameSite(CookieSameSite.LAX)
                .cookieForceSecure(https)
                .forceRedirectHttpsScheme(https)
                .sessionAgeExtension(config.idleTimeout())
                .javaScriptAutoRedirect(false)
                .end()
                .token()
                .audience(provider.clientId())
                .subjectRequired()
                .refreshExpired()
                .end()
                .tokenStateManager()
                // The sessions encrypt what they keep.
                .encryptionRequired(false)
                .end()
                .logout()
                .path(SignInPaths.LOGOUT)
                .postLogoutPath(base.orElse("") + SignInPaths.LOGGED_OUT)
                .backchannel()
                .path(SignInPaths.backChannel(provider.id()))
                .end()
                .end()
                .build();
    }

    private OidcTenantConfigBuilder client(String oidcTenantId, Provider provider) {
        OidcTenantConfigBuilder builder = OidcTenantConfig.builder()
                .tenantId(oidcTenantId)
                .authServerUrl(provider.issuer())
                .clientId(provider.clientId())
                .connectionTimeout(config.timeout());
        return provider.clientSecret().map(builder::credentials).orElse(builder);
    }

    /** What an access token says of its issuer; that is proved later, with the keys of this very issuer. */
    private static Optional<String> issuerOfToken(RoutingContext request) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.empty();
        }
        return JwtPayload.of(header.substring(BEARER.length()).strip())
                .map(claims -> claims.getValue("iss"))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    private static String base(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}

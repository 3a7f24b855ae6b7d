package io.hookgate.gateway.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The platform's identity provider, and what its tokens say. */
@ConfigMapping(prefix = "hookgate.oidc")
interface SignInConfig {

    /** The OpenID Connect issuer, as its discovery document names it; without it nobody signs in. */
    Optional<String> issuer();

    /** The client under which the console is registered there. */
    @WithDefault("hookgate-console")
    String clientId();

    /** The secret of this client; a public client has none. */
    Optional<String> clientSecret();

    /** What access tokens for the API must name as audience; the client if it is not set. */
    Optional<String> audience();

    /** What is asked for beside {@code openid}. */
    @WithDefault("profile,email")
    List<String> scopes();

    /** The claim with the roles; a path with slashes for one within an object. */
    @WithDefault("roles")
    String rolesClaim();

    /** The claim with the slugs of the tenants to which the roles apply. */
    @WithDefault("hookgate_tenant")
    String tenantClaim();

    /** The claim with the name of a subscriber's application. */
    @WithDefault("hookgate_application")
    String applicationClaim();

    /** What the provider calls our roles: {@code its-name=role}, separated by commas. */
    Optional<String> roleNames();

    /** Where people reach the console, if that is not where their request says that it went. */
    Optional<String> consoleUrl();

    /** How long a session lives on without any request after its token has expired. */
    @WithDefault("30m")
    Duration idleTimeout();

    /** How long the provider is waited for. */
    @WithDefault("5s")
    Duration timeout();
}

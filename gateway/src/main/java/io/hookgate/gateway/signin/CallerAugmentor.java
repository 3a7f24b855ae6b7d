package io.hookgate.gateway.signin;

import io.hookgate.tenant.directory.People;
import io.hookgate.tenant.http.Caller;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Adds to the identity that a provider's token proves the caller that it stands for. */
@ApplicationScoped
class CallerAugmentor implements SecurityIdentityAugmentor {
    private final ProviderConfigurations configurations;
    private final People people;

    CallerAugmentor(ProviderConfigurations configurations, People people) {
        this.configurations = configurations;
        this.people = people;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        Provider provider = configurations
                .provider(identity.getAttribute(OidcUtils.TENANT_ID_ATTRIBUTE))
                .orElseThrow(() -> new AuthenticationFailedException("The provider is not known any more"));
        JsonObject claims = JwtPayload.of(token.getRawToken())
                .orElseThrow(() -> new AuthenticationFailedException("The token has no claims"));
        boolean bearer = identity.getCredential(AccessTokenCredential.class) != null
                && identity.getCredential(io.quarkus.oidc.IdTokenCredential.class) == null;
        if (bearer && !PersonReader.isAccessToken(claims)) {
            return Uni.createFrom().failure(new AuthenticationFailedException("The token was not made for the API"));
        }
        return people.caller(PersonReader.read(provider, claims))
                .map(caller -> QuarkusSecurityIdentity.builder(identity)
                        .addAttribute(Caller.ATTRIBUTE, caller)
                        .build());
    }
}

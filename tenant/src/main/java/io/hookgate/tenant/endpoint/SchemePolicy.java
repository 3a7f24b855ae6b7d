package io.hookgate.tenant.endpoint;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.Authentication.ClientCredentials;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.TenantDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses http URLs where nothing could be sent to them. Where private targets are allowed, the address decides, which is
 * known at each delivery only.
 */
@ApplicationScoped
class SchemePolicy {
    private final TenantDirectory tenants;
    private final boolean addressDecides;

    SchemePolicy(
            TenantDirectory tenants,
            @ConfigProperty(name = "hookgate.allow-private-targets") Optional<List<String>> privateTargets) {
        this.tenants = tenants;
        this.addressDecides = privateTargets.orElse(List.of()).stream().anyMatch(range -> !range.isBlank());
    }

    /**
     * The same settings.
     *
     * @throws ApiProblem if a URL in them would have to be https
     */
    EndpointSettings checked(TenantId tenantId, EndpointSettings settings) {
        check(tenantId, settings.url(), "/url");
        if (settings.authentication() instanceof ClientCredentials client) {
            check(tenantId, client.tokenUrl(), "/authentication/tokenUrl");
        }
        return settings;
    }

    private void check(TenantId tenantId, URI url, String pointer) {
        if ("http".equalsIgnoreCase(url.getScheme()) && !addressDecides && !tenants.allowsHttp(tenantId)) {
            throw ApiProblem.invalid(pointer, "must be an https URL: the tenant's setting 'allowHttp' is off");
        }
    }
}

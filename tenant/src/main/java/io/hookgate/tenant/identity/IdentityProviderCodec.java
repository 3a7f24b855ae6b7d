package io.hookgate.tenant.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.secret.SecretPlace;
import io.hookgate.tenant.secret.SecretVault;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes identity providers into rows, and reads them. */
@Singleton
class IdentityProviderCodec {
    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};
    private static final String PURPOSE = "identity-provider-secret";

    private final ObjectMapper json;
    private final SecretVault vault;

    IdentityProviderCodec(ObjectMapper json, SecretVault vault) {
        this.json = json;
        this.vault = vault;
    }

    IdentityProvider read(IdentityProviderEntity row) {
        return new IdentityProvider(
                row.id,
                new TenantId(row.tenantId),
                row.issuer,
                row.clientId,
                Optional.ofNullable(row.clientSecret)
                        .map(secret -> new String(vault.open(secret, place(row)), StandardCharsets.UTF_8)),
                Optional.ofNullable(row.audience),
                words(row.scopes),
                words(row.emailDomains),
                Optional.ofNullable(row.rolesClaim),
                Optional.ofNullable(row.applicationClaim),
                names(row));
    }

    /** Writes everything but the secret. */
    void write(NewIdentityProvider provider, IdentityProviderEntity row) {
        row.clientId = provider.clientId();
        row.audience = provider.audience();
        row.scopes = String.join(" ", provider.scopesOrDefault());
        row.emailDomains = String.join(" ", provider.domains());
        row.rolesClaim = provider.rolesClaim();
        row.applicationClaim = provider.applicationClaim();
        try {
            row.roleNames = json.writeValueAsString(provider.roleNames() == null ? Map.of() : provider.roleNames());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    void writeSecret(@Nullable String secret, IdentityProviderEntity row) {
        row.clientSecret = secret == null ? null : vault.seal(secret.getBytes(StandardCharsets.UTF_8), place(row));
    }

    private Map<String, String> names(IdentityProviderEntity row) {
        try {
            return json.readValue(row.roleNames, NAMES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored identity provider cannot be read", e);
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static SecretPlace place(IdentityProviderEntity row) {
        return new SecretPlace(new TenantId(row.tenantId), row.id, PURPOSE);
    }
}

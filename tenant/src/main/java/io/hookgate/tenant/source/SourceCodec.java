package io.hookgate.tenant.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.secret.SecretPlace;
import io.hookgate.tenant.secret.SecretVault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Puts a set-up into a row and takes it out again. */
@ApplicationScoped
class SourceCodec {
    private static final int MAX_SETTINGS_LENGTH = 64 * 1024;
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> SECRETS = new TypeReference<>() {};

    private final SecretVault vault;
    private final ObjectMapper json;

    SourceCodec(SecretVault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    /**
     * Writes the set-up.
     *
     * @throws ApiProblem if the settings are too long
     */
    void write(SourceSetup setup, SourceEntity row) {
        row.name = setup.name();
        row.adapter = setup.adapter();
        row.preset = setup.preset();
        row.enabled = setup.enabled();
        row.ratePerSecond = setup.rateLimit().map(RateLimit::perSecond).orElse(null);
        row.rateBurst = setup.rateLimit().map(RateLimit::burst).orElse(null);
        try {
            row.settings = json.writeValueAsString(setup.settings());
            row.secrets = vault.seal(json.writeValueAsBytes(setup.secrets()), place(row, "source-secrets"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A set-up cannot be written as JSON", e);
        }
        if (row.settings.length() > MAX_SETTINGS_LENGTH) {
            throw ApiProblem.invalid("/settings", "must have at most " + MAX_SETTINGS_LENGTH + " characters");
        }
    }

    SourceSetup setup(SourceEntity row) {
        try {
            return new SourceSetup(
                    row.name,
                    row.adapter,
                    row.preset,
                    json.readValue(row.settings, SETTINGS),
                    json.readValue(vault.open(row.secrets, place(row, "source-secrets")), SECRETS),
                    row.enabled,
                    row.rateLimit());
        } catch (IOException e) {
            throw new UncheckedIOException("A stored source cannot be read", e);
        }
    }

    void write(IngressKey key, SourceEntity row) {
        row.ingressKey = vault.seal(key.text().getBytes(StandardCharsets.UTF_8), place(row, "source-ingress-key"));
    }

    IngressKey ingressKey(SourceEntity row) {
        return new IngressKey(
                new String(vault.open(row.ingressKey, place(row, "source-ingress-key")), StandardCharsets.UTF_8));
    }

    private static SecretPlace place(SourceEntity row, String purpose) {
        return new SecretPlace(new TenantId(row.tenantId), row.id, purpose);
    }
}

package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.PayloadForm;
import io.hookgate.tenant.secret.SecretPlace;
import io.hookgate.tenant.secret.SecretVault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Puts settings and secrets into a row and takes them out again. */
@ApplicationScoped
class EndpointCodec {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final SecretVault vault;
    private final ObjectMapper json;

    EndpointCodec(SecretVault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    void write(EndpointSettings settings, EndpointEntity row) {
        row.name = settings.name();
        row.url = settings.url().toString();
        row.rateLimit = settings.rateLimit();
        row.timeoutMillis = settings.timeout().toMillis();
        row.retryPolicy = RetryPolicyJson.write(settings.retryPolicy()).toString();
        row.payload = settings.payload().code();
        row.applicationId = settings.applicationId();
        try {
            row.headers = vault.seal(json.writeValueAsBytes(settings.headers()), headersOf(row));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Headers cannot be written as JSON", e);
        }
    }

    EndpointSettings settings(EndpointEntity row) {
        try {
            return new EndpointSettings(
                    row.name,
                    URI.create(row.url),
                    json.readValue(vault.open(row.headers, headersOf(row)), HEADERS),
                    row.rateLimit,
                    Duration.ofMillis(row.timeoutMillis),
                    RetryPolicyJson.read(json.readTree(row.retryPolicy)),
                    PayloadForm.ofCode(row.payload).orElseThrow(),
                    row.applicationId);
        } catch (IOException e) {
            throw new UncheckedIOException("A stored endpoint cannot be read", e);
        }
    }

    void write(SigningSecrets secrets, EndpointEntity row) {
        row.signingSecrets = vault.seal(secrets.encode(), signingSecretsOf(row));
    }

    SigningSecrets secrets(EndpointEntity row) {
        return SigningSecrets.decode(vault.open(row.signingSecrets, signingSecretsOf(row)));
    }

    EndpointState state(EndpointEntity row) {
        return EndpointState.ofCode(row.state).orElseThrow();
    }

    private static SecretPlace headersOf(EndpointEntity row) {
        return new SecretPlace(new TenantId(row.tenantId), row.id, "endpoint-headers");
    }

    private static SecretPlace signingSecretsOf(EndpointEntity row) {
        return new SecretPlace(new TenantId(row.tenantId), row.id, "endpoint-signing-secrets");
    }
}

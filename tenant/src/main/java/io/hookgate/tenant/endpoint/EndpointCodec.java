package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Authentication;
import io.hookgate.tenant.BreakerPolicy;
import io.hookgate.tenant.ClientTls;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.Limits;
import io.hookgate.tenant.PayloadForm;
import io.hookgate.tenant.SigningKey;
import io.hookgate.tenant.SigningSecret;
import io.hookgate.tenant.secret.SecretPlace;
import io.hookgate.tenant.secret.SecretVault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Puts settings and secrets into a row and takes them out again. */
@ApplicationScoped
class EndpointCodec {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
    private static final String HEADERS_PURPOSE = "endpoint-headers";
    private static final String AUTHENTICATION_PURPOSE = "endpoint-authentication";
    private static final String TLS_PURPOSE = "endpoint-tls";
    private static final String SECRETS_PURPOSE = "endpoint-signing-secrets";
    private static final String KEYS_PURPOSE = "endpoint-signing-keys";

    private final SecretVault vault;
    private final ObjectMapper json;
    private final SecureRandom random = new SecureRandom();

    EndpointCodec(SecretVault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    void write(EndpointSettings settings, EndpointEntity row) {
        Limits limits = settings.limits();
        row.name = settings.name();
        row.url = settings.url().toString();
        row.rateLimit = EndpointSettings.boxed(limits.rate());
        row.concurrency = EndpointSettings.boxed(limits.concurrency());
        row.connectTimeoutMillis = limits.connectTimeout().toMillis();
        row.timeoutMillis = limits.timeout().toMillis();
        row.circuitBreaker = BreakerJson.write(limits.breaker()).toString();
        row.retryPolicy = RetryPolicyJson.write(settings.retryPolicy()).toString();
        row.disableAfterMillis = settings.disableAfter().orElse(Duration.ZERO).toMillis();
        row.payload = settings.payload().code();
        row.applicationId = settings.applicationId();
        row.signatures = String.join(",", SignatureScheme.write(settings.signatures()));
        row.headers = seal(settings.headers(), HEADERS_PURPOSE, row);
        row.authentication = seal(AuthenticationJson.write(settings.authentication()), AUTHENTICATION_PURPOSE, row);
        row.tls = seal(ClientTlsJson.write(settings.tls()), TLS_PURPOSE, row);
        if (settings.signatures().contains(SignatureScheme.V1A) && row.signingKeys == null) {
            writeKeys(Rotating.of(SigningKey.generate(random)), row);
        }
    }

    EndpointSettings settings(EndpointEntity row) {
        try {
            return new EndpointSettings(
                    row.name,
                    URI.create(row.url),
                    json.readValue(vault.open(row.headers, place(row, HEADERS_PURPOSE)), HEADERS),
                    SignatureScheme.read(Arrays.asList(row.signatures.split(",", -1)), new ArrayList<>()),
                    row.authentication == null
                            ? new Authentication.None()
                            : AuthenticationJson.read(open(row.authentication, AUTHENTICATION_PURPOSE, row)),
                    row.tls == null ? ClientTls.USUAL : ClientTlsJson.read(open(row.tls, TLS_PURPOSE, row)),
                    limits(row),
                    RetryPolicyJson.read(json.readTree(row.retryPolicy)),
                    row.disableAfterMillis == 0
                            ? Optional.empty()
                            : Optional.of(Duration.ofMillis(row.disableAfterMillis)),
                    PayloadForm.ofCode(row.payload).orElseThrow(),
                    row.applicationId);
        } catch (IOException e) {
            throw new UncheckedIOException("A stored endpoint cannot be read", e);
        }
    }

    private Limits limits(EndpointEntity row) throws JsonProcessingException {
        return new Limits(
                optional(row.rateLimit),
                optional(row.concurrency),
                Duration.ofMillis(row.connectTimeoutMillis),
                Duration.ofMillis(row.timeoutMillis),
                row.circuitBreaker == null
                        ? BreakerPolicy.STANDARD
                        : BreakerJson.read(json.readTree(row.circuitBreaker)));
    }

    void writeSecrets(Rotating<SigningSecret> secrets, EndpointEntity row) {
        row.signingSecrets = vault.seal(secrets.encode(SigningSecret::key), place(row, SECRETS_PURPOSE));
    }

    Rotating<SigningSecret> secrets(EndpointEntity row) {
        return Rotating.decode(vault.open(row.signingSecrets, place(row, SECRETS_PURPOSE)), SigningSecret::new);
    }

    void writeKeys(Rotating<SigningKey> keys, EndpointEntity row) {
        row.signingKeys = vault.seal(keys.encode(SigningKey::encoded), place(row, KEYS_PURPOSE));
    }

    /** Empty until the endpoint has wanted signatures by such a key. */
    Optional<Rotating<SigningKey>> keys(EndpointEntity row) {
        return row.signingKeys == null
                ? Optional.empty()
                : Optional.of(
                        Rotating.decode(vault.open(row.signingKeys, place(row, KEYS_PURPOSE)), SigningKey::decode));
    }

    EndpointState state(EndpointEntity row) {
        return EndpointState.ofCode(row.state).orElseThrow();
    }

    private byte[] seal(Object value, String purpose, EndpointEntity row) {
        try {
            return vault.seal(json.writeValueAsBytes(value), place(row, purpose));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A setting cannot be written as JSON", e);
        }
    }

    private JsonNode open(byte[] sealed, String purpose, EndpointEntity row) throws IOException {
        return json.readTree(vault.open(sealed, place(row, purpose)));
    }

    private static OptionalInt optional(@Nullable Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static SecretPlace place(EndpointEntity row, String purpose) {
        return new SecretPlace(new TenantId(row.tenantId), row.id, purpose);
    }
}

package io.hookgate.tenant.endpoint;

import io.hookgate.model.EndpointId;
import io.hookgate.tenant.SigningKey;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.PathId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** Public keys of endpoints, for receivers; needs no credentials. */
@Path("/.well-known/webhook-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Public keys")
public class PublicKeyResource {
    private static final int MAX_AGE_SECONDS = 300;

    private final Endpoints endpoints;

    PublicKeyResource(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** A JSON Web Key Set (RFC 7517 section 5). */
    @Schema(name = "PublicKeys")
    public record Keys(List<Key> keys) {}

    /**
     * A public key (RFC 8037 section 2), and the same in the form of Standard Webhooks.
     *
     * @param publicKey {@code whpk_…}
     */
    @Schema(name = "PublicKey")
    public record Key(String kty, String crv, String alg, String use, String kid, String x, String publicKey) {
        static Key of(SigningKey key) {
            String x = Base64.getUrlEncoder().withoutPadding().encodeToString(key.publicKey());
            return new Key("OKP", "Ed25519", "EdDSA", "sig", x.substring(0, 16), x, key.revealPublic());
        }
    }

    /** The keys that deliveries to the endpoint are signed with now. */
    @GET
    @Path("{endpointId}")
    @Cache(maxAge = MAX_AGE_SECONDS)
    @Operation(summary = "The public keys of an endpoint, the newest first; several while they are being rotated")
    public Keys keys(@PathParam("endpointId") String endpointId) {
        EndpointId id = PathId.parse(endpointId, EndpointId::parse, "endpoint");
        List<SigningKey> keys = endpoints.signingKeys(id);
        if (keys.isEmpty()) {
            throw ApiProblem.notFound("key");
        }
        return new Keys(keys.stream().map(Key::of).toList());
    }
}

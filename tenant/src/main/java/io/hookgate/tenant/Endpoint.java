package io.hookgate.tenant;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * An ISV's receiver as delivery needs it.
 *
 * @param url where deliveries are posted
 * @param state whether deliveries are sent, held back, or refused
 * @param signingSecrets the secrets to sign with, the newest first; more than one while a rotation is under way
 * @param headers headers that are added to every request; they cannot replace those of Hookgate
 * @param rateLimit the most requests per second
 * @param timeout the longest that one attempt may take, connecting included
 * @param retryPolicy when a failed delivery is tried again
 * @param payload the form in which events are sent
 */
public record Endpoint(
        TenantId tenantId,
        EndpointId id,
        String name,
        URI url,
        EndpointState state,
        List<SigningSecret> signingSecrets,
        Map<String, String> headers,
        OptionalInt rateLimit,
        Duration timeout,
        RetryPolicy retryPolicy,
        PayloadForm payload) {

    /** Copies the collections. */
    public Endpoint {
        signingSecrets = List.copyOf(signingSecrets);
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "Endpoint[" + id + ", tenant " + tenantId + ", " + state + "]";
    }
}

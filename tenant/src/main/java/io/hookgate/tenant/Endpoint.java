package io.hookgate.tenant;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An ISV's receiver as delivery needs it.
 *
 * @param url where deliveries are posted
 * @param state whether deliveries are sent, held back, or refused
 * @param signatures what deliveries are signed with
 * @param headers headers that are added to every request; they cannot replace those of Hookgate
 * @param authentication how Hookgate says who it is
 * @param tls how connections are secured
 * @param limits how much is asked of it
 * @param retryPolicy when a failed delivery is tried again
 * @param disableAfter how long nothing but failures is put up with; for ever if absent
 * @param payload the form in which events are sent
 */
public record Endpoint(
        TenantId tenantId,
        EndpointId id,
        String name,
        URI url,
        EndpointState state,
        Signatures signatures,
        Map<String, String> headers,
        Authentication authentication,
        ClientTls tls,
        Limits limits,
        RetryPolicy retryPolicy,
        Optional<Duration> disableAfter,
        PayloadForm payload) {

    /** Copies the map. */
    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /** The same endpoint with other signatures. */
    public Endpoint withSignatures(Signatures other) {
        return new Endpoint(
                tenantId,
                id,
                name,
                url,
                state,
                other,
                headers,
                authentication,
                tls,
                limits,
                retryPolicy,
                disableAfter,
                payload);
    }

    @Override
    public String toString() {
        return "Endpoint[" + id + ", tenant " + tenantId + ", " + state + "]";
    }
}

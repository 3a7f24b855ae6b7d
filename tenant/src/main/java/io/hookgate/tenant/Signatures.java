package io.hookgate.tenant;

import java.util.List;

/**
 * What deliveries to an endpoint are signed with now: one signature for each, by Standard Webhooks 1.0.0.
 *
 * @param secrets for {@code v1}, the newest first; more than one while a rotation is under way
 * @param keys for {@code v1a}, the newest first; none if the endpoint does not want it
 */
public record Signatures(List<SigningSecret> secrets, List<SigningKey> keys) {
    /** Copies the lists. */
    public Signatures {
        secrets = List.copyOf(secrets);
        keys = List.copyOf(keys);
    }
}

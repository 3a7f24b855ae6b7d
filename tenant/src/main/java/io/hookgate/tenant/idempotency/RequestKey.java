package io.hookgate.tenant.idempotency;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.secret.SecretPlace;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a repeated request is recognised by.
 *
 * @param tenantId the tenant of the path; the nil UUID if it names none
 * @param caller who makes the request, so that nobody gets another's answer
 * @param key the value of {@code Idempotency-Key}
 */
record RequestKey(TenantId tenantId, String caller, String key) {

    /** Where the encrypted answer belongs. */
    SecretPlace place() {
        byte[] name = (caller + '\n' + key).getBytes(StandardCharsets.UTF_8);
        return new SecretPlace(tenantId, UUID.nameUUIDFromBytes(name), "idempotent-response");
    }
}

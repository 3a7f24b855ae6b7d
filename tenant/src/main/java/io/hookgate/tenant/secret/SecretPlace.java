package io.hookgate.tenant.secret;

import io.hookgate.model.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/**
 * Where a secret belongs; a ciphertext that is moved to another place cannot be decrypted there.
 *
 * @param tenantId whose secret it is
 * @param objectId the object that it is part of
 * @param purpose what the object needs it for, such as {@code source-secrets}
 */
public record SecretPlace(TenantId tenantId, UUID objectId, String purpose) {

    /** A form in which no two places are equal. */
    byte[] associatedData() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(tenantId.value().getMostSignificantBits());
            out.writeLong(tenantId.value().getLeastSignificantBits());
            out.writeLong(objectId.getMostSignificantBits());
            out.writeLong(objectId.getLeastSignificantBits());
            out.writeUTF(purpose);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

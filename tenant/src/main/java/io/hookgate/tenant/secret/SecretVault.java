package io.hookgate.tenant.secret;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * Encrypts secrets before they are stored: each with a data key of its own, which the master key wraps. Thread-safe.
 *
 * <p>The wrapped data key names the master key that wrapped it, so that a second master key can be added later.
 */
@Startup
@Singleton
public class SecretVault {
    private static final int KEY_BYTES = 32;
    private static final AesGcmParameters DATA_KEYS = parameters(AesGcmParameters.Variant.NO_PREFIX);

    private final Aead aead;
    private final byte[] masterKey;

    @Inject
    SecretVault(SecretConfig config) {
        this(decode(config.masterKey()));
    }

    SecretVault(byte[] masterKey) {
        try {
            AeadConfig.register();
            this.masterKey = masterKey.clone();
            this.aead = KmsEnvelopeAead.create(DATA_KEYS, keyEncryption(masterKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encryption is not available", e);
        }
    }

    /** Encrypts a secret for its place. */
    public byte[] seal(byte[] secret, SecretPlace place) {
        try {
            return aead.encrypt(secret, place.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret cannot be encrypted", e);
        }
    }

    /**
     * Decrypts what {@link #seal} gave for the same place.
     *
     * @throws UnreadableSecretException if it was sealed for another place or with another master key, or was changed
     */
    public byte[] open(byte[] sealed, SecretPlace place) {
        try {
            return aead.decrypt(sealed, place.associatedData());
        } catch (GeneralSecurityException e) {
            throw new UnreadableSecretException(place, e);
        }
    }

    /**
     * A secret that every node with the same master key gets for the same purpose, and that says nothing of the key.
     *
     * @param length characters, at most 43
     */
    public String derive(String purpose, int length) {
        try {
            byte[] derived = Hkdf.computeHkdf(
                    "HmacSha256", masterKey, new byte[0], purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(derived)
                    .substring(0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret cannot be derived", e);
        }
    }

    @AccessesPartialKey
    private static Aead keyEncryption(byte[] masterKey) throws GeneralSecurityException {
        int id = keyId(masterKey);
        AesGcmKey key = AesGcmKey.builder()
                .setParameters(parameters(AesGcmParameters.Variant.TINK))
                .setKeyBytes(SecretBytes.copyFrom(masterKey, InsecureSecretKeyAccess.get()))
                .setIdRequirement(id)
                .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withFixedId(id).makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** Tells master keys apart without saying anything about them. */
    private static int keyId(byte[] masterKey) throws GeneralSecurityException {
        return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(masterKey))
                .getInt();
    }

    private static AesGcmParameters parameters(AesGcmParameters.Variant variant) {
        try {
            return AesGcmParameters.builder()
                    .setKeySizeBytes(KEY_BYTES)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(variant)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decode(String masterKey) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(masterKey.strip());
        } catch (IllegalArgumentException e) {
            // The cause is left out: its message may hold a part of the key.
            throw new IllegalStateException("hookgate.master-key is not base64");
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("hookgate.master-key must be 32 bytes in base64, but has " + key.length);
        }
        return key;
    }
}

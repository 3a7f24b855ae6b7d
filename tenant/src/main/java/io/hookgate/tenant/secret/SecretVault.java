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
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Encrypts secrets before they are stored: each with a data key of its own, which the master key wraps. Thread-safe.
 *
 * <p>The wrapped data key names the master key that wrapped it. So there may be several master keys: the first seals, and
 * all of them open. A secret gets another master key by having its data key wrapped again; the secret itself stays
 * encrypted all the while.
 */
@Startup
@Singleton
public class SecretVault {
    private static final int KEY_BYTES = 32;
    private static final AesGcmParameters DATA_KEYS = parameters(AesGcmParameters.Variant.NO_PREFIX);
    private static final byte[] NO_DATA = new byte[0];

    private final Aead aead;
    private final Aead masterKeys;
    private final byte[] masterKey;

    @Inject
    SecretVault(SecretConfig config) {
        this(decode(config.masterKey()));
    }

    SecretVault(byte[]... masterKeys) {
        this(List.of(masterKeys));
    }

    private SecretVault(List<byte[]> masterKeys) {
        try {
            AeadConfig.register();
            this.masterKey = masterKeys.get(0).clone();
            this.masterKeys = keyEncryption(masterKeys);
            this.aead = KmsEnvelopeAead.create(DATA_KEYS, this.masterKeys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encryption is not available", e);
        }
    }

    /**
     * A vault for use without the application.
     *
     * @param masterKeys as {@code hookgate.master-key} has them: the first seals, all open
     * @throws IllegalStateException if that is no key
     */
    public static SecretVault of(String masterKeys) {
        return new SecretVault(decode(masterKeys));
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
     * Wraps the data key of a sealed secret with the first master key.
     *
     * @throws GeneralSecurityException if none of the master keys has wrapped it
     */
    byte[] rewrap(byte[] sealed) throws GeneralSecurityException {
        Envelope envelope = Envelope.read(sealed);
        byte[] dataKey = masterKeys.decrypt(envelope.wrappedKey(), NO_DATA);
        return new Envelope(masterKeys.encrypt(dataKey, NO_DATA), envelope.payload()).write();
    }

    /** Whether the data key of a sealed secret can be unwrapped with one of the master keys. */
    boolean canUnwrap(byte[] sealed) {
        try {
            return masterKeys.decrypt(Envelope.read(sealed).wrappedKey(), NO_DATA).length > 0;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** This vault without its older master keys. */
    SecretVault withFirstKeyOnly() {
        return new SecretVault(masterKey);
    }

    /** What tells the first master key apart from others, without saying anything about it: 8 hexadecimal digits. */
    public String keyName() {
        try {
            return String.format("%08x", keyId(masterKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A secret that every node with the same first master key gets for the same purpose, and that says nothing of the key.
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

    /**
     * What Tink's envelope encryption gives: the length of the wrapped data key, in four bytes, the wrapped data key, and
     * what was encrypted with it.
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Envelope(byte[] wrappedKey, byte[] payload) {

        static Envelope read(byte[] sealed) throws GeneralSecurityException {
            ByteBuffer bytes = ByteBuffer.wrap(sealed);
            if (bytes.remaining() < Integer.BYTES) {
                throw new GeneralSecurityException("too short");
            }
            int length = bytes.getInt();
            if (length <= 0 || length > bytes.remaining()) {
                throw new GeneralSecurityException("no wrapped key");
            }
            byte[] wrappedKey = new byte[length];
            bytes.get(wrappedKey);
            byte[] payload = new byte[bytes.remaining()];
            bytes.get(payload);
            return new Envelope(wrappedKey, payload);
        }

        byte[] write() {
            return ByteBuffer.allocate(Integer.BYTES + wrappedKey.length + payload.length)
                    .putInt(wrappedKey.length)
                    .put(wrappedKey)
                    .put(payload)
                    .array();
        }
    }

    @AccessesPartialKey
    private static Aead keyEncryption(List<byte[]> masterKeys) throws GeneralSecurityException {
        Map<Integer, byte[]> byId = new LinkedHashMap<>();
        for (byte[] masterKey : masterKeys) {
            byId.putIfAbsent(keyId(masterKey), masterKey);
        }
        KeysetHandle.Builder keys = KeysetHandle.newBuilder();
        boolean isFirst = true;
        for (Map.Entry<Integer, byte[]> known : byId.entrySet()) {
            AesGcmKey key = AesGcmKey.builder()
                    .setParameters(parameters(AesGcmParameters.Variant.TINK))
                    .setKeyBytes(SecretBytes.copyFrom(known.getValue(), InsecureSecretKeyAccess.get()))
                    .setIdRequirement(known.getKey())
                    .build();
            KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(key).withFixedId(known.getKey());
            keys.addEntry(isFirst ? entry.makePrimary() : entry);
            isFirst = false;
        }
        return keys.build().getPrimitive(RegistryConfiguration.get(), Aead.class);
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

    private static List<byte[]> decode(String masterKeys) {
        List<byte[]> keys = Arrays.stream(masterKeys.split("[,\\s]+", -1))
                .filter(key -> !key.isEmpty())
                .map(SecretVault::decodeOne)
                .toList();
        if (keys.isEmpty()) {
            throw new IllegalStateException("hookgate.master-key is empty");
        }
        return keys;
    }

    private static byte[] decodeOne(String masterKey) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(masterKey);
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

package io.hookgate.gateway;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import io.hookgate.gateway.launch.FileKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;

/** A key of {@link FileKms}, and a directory with the jar of that client, as an operator prepares them. */
final class KeyService {
    private static final byte[] NO_DATA = new byte[0];

    private final Path key;
    private final Path client;
    private final Aead aead;

    private KeyService(Path key, Path client, Aead aead) {
        this.key = key;
        this.client = client;
        this.aead = aead;
    }

    static KeyService in(Path directory) throws IOException, GeneralSecurityException {
        byte[] bytes = Random.randBytes(32);
        Path client = Files.createDirectories(directory.resolve("kms-client"));
        FileKms.pack(client.resolve("file-kms.jar"));
        return new KeyService(Files.write(directory.resolve("kms-key"), bytes), client, new AesGcmJce(bytes));
    }

    /** The settings that name the key. */
    Map<String, String> environment() {
        return Map.of(
                "HOOKGATE_MASTER_KEY_KMS_URI", FileKms.uri(key), "HOOKGATE_MASTER_KEY_KMS_CLIENT", client.toString());
    }

    static String newMasterKey() {
        return Base64.getEncoder().encodeToString(Random.randBytes(32));
    }

    String encrypted(String masterKey) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(aead.encrypt(Base64.getDecoder().decode(masterKey), NO_DATA));
    }

    String decrypted(String written) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(aead.decrypt(Base64.getDecoder().decode(written.strip()), NO_DATA));
    }

    /** From now on the key cannot be used. */
    void refuse() throws IOException {
        Files.move(key, disabled());
    }

    /** From now on it can be used again. */
    void answer() throws IOException {
        Files.move(disabled(), key);
    }

    private Path disabled() {
        return key.resolveSibling("kms-key-disabled");
    }
}

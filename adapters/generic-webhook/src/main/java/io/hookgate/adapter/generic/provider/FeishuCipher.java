package io.hookgate.adapter.generic.provider;

import io.hookgate.adapter.generic.signature.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Feishu's encryption: AES-256-CBC with the SHA-256 of the encrypt key, the initialization vector in front. Thread-safe. */
final class FeishuCipher {
    private static final int IV_LENGTH = 16;

    private final String keyText;
    private final SecretKeySpec key;

    FeishuCipher(String encryptKey) {
        this.keyText = encryptKey;
        byte[] bytes = encryptKey.getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(SigningAlgorithm.SHA256.digest(sink -> sink.accept(bytes)), "AES");
    }

    String keyText() {
        return keyText;
    }

    Optional<byte[]> decrypt(String encrypted) {
        try {
            byte[] bytes = Base64.getDecoder().decode(encrypted);
            if (bytes.length <= IV_LENGTH) {
                return Optional.empty();
            }
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(bytes, 0, IV_LENGTH));
            return Optional.of(cipher.doFinal(bytes, IV_LENGTH, bytes.length - IV_LENGTH));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "FeishuCipher";
    }
}

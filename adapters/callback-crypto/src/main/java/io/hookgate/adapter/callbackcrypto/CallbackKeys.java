package io.hookgate.adapter.callbackcrypto;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What both sides of a callback share: the token that signs and the AES key that encrypts. Immutable, never shown. */
public final class CallbackKeys {
    private static final Pattern ENCODED_KEY = Pattern.compile("[A-Za-z0-9+/]{43}=?");
    private static final int ENCODED_KEY_LENGTH = 43;
    private static final int INITIALIZATION_VECTOR_BYTES = 16;

    private final String token;
    private final SecretKeySpec aesKey;
    private final IvParameterSpec initializationVector;

    private CallbackKeys(String token, byte[] aesKey) {
        this.token = token;
        this.aesKey = new SecretKeySpec(aesKey, "AES");
        this.initializationVector = new IvParameterSpec(Arrays.copyOf(aesKey, INITIALIZATION_VECTOR_BYTES));
    }

    /**
     * The keys of DingTalk, WeCom and Fxiaoke.
     *
     * @param token the text that takes part in the signature, not empty
     * @param encodedKey 32 bytes as base64: 43 characters, or 44 with the padding; unused trailing bits may be set
     * @throws IllegalArgumentException if either has another form; the message quotes neither
     */
    public static CallbackKeys of(String token, String encodedKey) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("The token is empty");
        }
        if (!isEncodedKey(encodedKey)) {
            throw new IllegalArgumentException("The AES key must be 43 characters of base64");
        }
        // The JDK's basic decoder ignores set trailing bits, which published keys have.
        return new CallbackKeys(token, Base64.getDecoder().decode(encodedKey.substring(0, ENCODED_KEY_LENGTH)));
    }

    /**
     * The keys of Yonyou: the secret is the token; without its dashes, filled up with {@code 0} or cut to 43 characters, it is
     * the AES key.
     *
     * @throws IllegalArgumentException if it is empty or has characters that are not of base64; the message does not quote it
     */
    public static CallbackKeys ofApplicationSecret(String secret) {
        String text = secret.replace("-", "");
        String filled = text + "0".repeat(Math.max(0, ENCODED_KEY_LENGTH - text.length()));
        return of(secret, filled.substring(0, ENCODED_KEY_LENGTH));
    }

    /** Whether {@code text} has the form of an encoded AES key. */
    public static boolean isEncodedKey(String text) {
        return ENCODED_KEY.matcher(text).matches();
    }

    String signature(String timestamp, String nonce, String ciphertext) {
        return SortedSignature.of(token, timestamp, nonce, ciphertext);
    }

    SecretKeySpec aesKey() {
        return aesKey;
    }

    IvParameterSpec initializationVector() {
        return initializationVector;
    }

    @Override
    public String toString() {
        return "CallbackKeys";
    }
}

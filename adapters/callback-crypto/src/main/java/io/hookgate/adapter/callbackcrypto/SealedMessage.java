package io.hookgate.adapter.callbackcrypto;

/**
 * An encrypted and signed message, under whatever field names a provider sends it.
 *
 * @param signature lower-case hex
 * @param timestamp an opaque text; providers send milliseconds and seconds
 * @param nonce an opaque text
 * @param ciphertext base64, exactly as it was signed
 */
public record SealedMessage(String signature, String timestamp, String nonce, String ciphertext) {

    @Override
    public String toString() {
        return "SealedMessage[" + ciphertext.length() + " characters]";
    }
}

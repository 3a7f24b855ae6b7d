package io.hookgate.tenant.secret;

/** A stored secret cannot be decrypted: another master key, a changed ciphertext, or one that was moved. */
public final class UnreadableSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableSecretException(SecretPlace place, Throwable cause) {
        super(
                "The secret '" + place.purpose() + "' of " + place.objectId()
                        + " cannot be decrypted; was it stored with another master key?",
                cause);
    }
}

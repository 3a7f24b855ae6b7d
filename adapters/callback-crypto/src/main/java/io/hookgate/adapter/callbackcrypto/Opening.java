package io.hookgate.adapter.callbackcrypto;

/** What became of a sealed message. Everything but {@link Opened} must look the same to the sender. */
public sealed interface Opening {

    /**
     * It is authentic and meant for us.
     *
     * @param message the bytes inside, not copied
     * @param receiveId whom it is addressed to; a reply is addressed to the same
     */
    record Opened(@SuppressWarnings("ArrayRecordComponent") byte[] message, String receiveId) implements Opening {
        @Override
        public String toString() {
            return "Opened[" + message.length + " bytes]";
        }
    }

    /** The signature is wrong; nothing was decrypted. */
    record SignatureMismatch() implements Opening {}

    /** The signature is right, but the AES key does not fit, or the message inside is malformed in whatever way. */
    record Undecryptable() implements Opening {}

    /** It is authentic, but addressed to somebody else. */
    record WrongReceiver() implements Opening {}
}

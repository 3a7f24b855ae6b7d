package io.hookgate.adapter.callbackcrypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;

/**
 * Opens and seals the callbacks of DingTalk, WeCom, Yonyou and Fxiaoke.
 *
 * <p>The plaintext is 16 random characters, the length of the message in bytes (4 bytes, big-endian), the message and the receive
 * id, padded as PKCS#7 says but to blocks of 32 bytes, encrypted with AES-256-CBC; the initialization vector is the beginning of
 * the key. Thread-safe.
 */
public final class CallbackCrypto {
    private static final String TRANSFORMATION = "AES/CBC/NoPadding";
    private static final int AES_BLOCK = 16;
    private static final int PADDING_BLOCK = 32;
    private static final int RANDOM_LENGTH = 16;
    private static final int HEADER_LENGTH = RANDOM_LENGTH + Integer.BYTES;
    private static final String RANDOM_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final CallbackKeys keys;
    private final ReceiveIds receiveIds;

    /** Uses {@code keys} in both directions and opens what {@code receiveIds} accept. */
    public CallbackCrypto(CallbackKeys keys, ReceiveIds receiveIds) {
        this.keys = keys;
        this.receiveIds = receiveIds;
    }

    /** Verifies the signature in constant time, and only then decrypts. Never throws for any content. */
    public Opening open(SealedMessage sealed) {
        String expected = keys.signature(sealed.timestamp(), sealed.nonce(), sealed.ciphertext());
        if (!SortedSignature.matches(expected, sealed.signature())) {
            return new Opening.SignatureMismatch();
        }
        Optional<Opening.Opened> opened = decrypt(sealed.ciphertext());
        if (opened.isEmpty()) {
            return new Opening.Undecryptable();
        }
        if (!receiveIds.accept(opened.get().receiveId())) {
            return new Opening.WrongReceiver();
        }
        return opened.get();
    }

    /**
     * Encrypts and signs a message, such as the reply that a provider waits for.
     *
     * @param receiveId whom it is addressed to, in a reply the id of the request
     * @param now the signed time, written in milliseconds
     * @param random where the random prefix and the nonce come from; secure in production
     */
    public SealedMessage seal(byte[] message, String receiveId, Instant now, RandomGenerator random) {
        String prefix = randomText(random);
        String nonce = randomText(random);
        return seal(message, receiveId, Long.toString(now.toEpochMilli()), nonce, prefix);
    }

    SealedMessage seal(byte[] message, String receiveId, String timestamp, String nonce, String prefix) {
        String ciphertext = encrypt(message, receiveId, prefix);
        return new SealedMessage(keys.signature(timestamp, nonce, ciphertext), timestamp, nonce, ciphertext);
    }

    private String encrypt(byte[] message, String receiveId, String prefix) {
        byte[] address = receiveId.getBytes(StandardCharsets.UTF_8);
        int length = HEADER_LENGTH + message.length + address.length;
        int padding = PADDING_BLOCK - length % PADDING_BLOCK;
        byte[] plaintext = new byte[length + padding];
        ByteBuffer.wrap(plaintext)
                .put(prefix.getBytes(StandardCharsets.US_ASCII))
                .putInt(message.length)
                .put(message)
                .put(address);
        Arrays.fill(plaintext, length, plaintext.length, (byte) padding);
        try {
            return Base64.getEncoder()
                    .encodeToString(cipher(Cipher.ENCRYPT_MODE).doFinal(plaintext));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + TRANSFORMATION, e);
        }
    }

    private Optional<Opening.Opened> decrypt(String ciphertext) {
        try {
            byte[] bytes = Base64.getDecoder().decode(withoutWhitespace(ciphertext));
            if (bytes.length == 0 || bytes.length % AES_BLOCK != 0) {
                return Optional.empty();
            }
            return unpack(cipher(Cipher.DECRYPT_MODE).doFinal(bytes));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Optional<Opening.Opened> unpack(byte[] plaintext) {
        int end = plaintext.length - paddingLength(plaintext);
        if (end == plaintext.length || end < HEADER_LENGTH) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(plaintext).getInt(RANDOM_LENGTH);
        if (length < 0 || length > end - HEADER_LENGTH) {
            return Optional.empty();
        }
        int messageEnd = HEADER_LENGTH + length;
        byte[] message = Arrays.copyOfRange(plaintext, HEADER_LENGTH, messageEnd);
        String receiveId = new String(plaintext, messageEnd, end - messageEnd, StandardCharsets.UTF_8);
        return Optional.of(new Opening.Opened(message, receiveId));
    }

    /** From 1 to 32, since some senders pad to 16 and most to 32; 0 if the padding is malformed. */
    private static int paddingLength(byte[] plaintext) {
        int padding = plaintext[plaintext.length - 1];
        if (padding < 1 || padding > PADDING_BLOCK || padding > plaintext.length) {
            return 0;
        }
        for (int i = plaintext.length - padding; i < plaintext.length; i++) {
            if (plaintext[i] != padding) {
                return 0;
            }
        }
        return padding;
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, keys.aesKey(), keys.initializationVector());
        return cipher;
    }

    /** Letters and digits, as the providers' own libraries use: some receivers read the plaintext as text. */
    private static String randomText(RandomGenerator random) {
        StringBuilder text = new StringBuilder(RANDOM_LENGTH);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            text.append(RANDOM_ALPHABET.charAt(random.nextInt(RANDOM_ALPHABET.length())));
        }
        return text.toString();
    }

    /** Some senders break the base64 into lines and sign it like that. */
    private static String withoutWhitespace(String text) {
        return text.chars().anyMatch(Character::isWhitespace) ? text.replaceAll("\\s", "") : text;
    }

    @Override
    public String toString() {
        return "CallbackCrypto[" + receiveIds + "]";
    }
}

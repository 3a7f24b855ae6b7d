package io.hookgate.adapter.generic.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions that signatures are made with, keyed (HMAC, RFC 2104) or plain. */
public enum SigningAlgorithm {
    /** SHA-1, for providers that have nothing better. */
    SHA1("SHA-1"),
    /** SHA-256. */
    SHA256("SHA-256"),
    /** SHA-384. */
    SHA384("SHA-384"),
    /** SHA-512. */
    SHA512("SHA-512");

    /** Every algorithm by its names in settings, lower case. */
    public static final Map<String, SigningAlgorithm> BY_NAME = Stream.of(values())
            .flatMap(algorithm -> algorithm.names().map(name -> Map.entry(name, algorithm)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String digestName;

    SigningAlgorithm(String digestName) {
        this.digestName = digestName;
    }

    /** The HMAC over what {@code content} feeds. */
    public byte[] mac(byte[] key, Consumer<Consumer<byte[]>> content) {
        String name = "Hmac" + name();
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            content.accept(mac::update);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + name, e);
        }
    }

    /** The plain hash over what {@code content} feeds. */
    public byte[] digest(Consumer<Consumer<byte[]>> content) {
        try {
            MessageDigest digest = MessageDigest.getInstance(digestName);
            content.accept(digest::update);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + digestName, e);
        }
    }

    private Stream<String> names() {
        String plain = name().toLowerCase(Locale.ROOT);
        String dashed = digestName.toLowerCase(Locale.ROOT);
        return Stream.of(plain, dashed, "hmac" + plain, "hmac-" + plain);
    }
}

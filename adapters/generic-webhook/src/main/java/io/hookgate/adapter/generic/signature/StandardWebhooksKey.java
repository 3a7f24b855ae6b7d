package io.hookgate.adapter.generic.signature;

import io.hookgate.adapter.InvalidConfigurationException;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** A key of Standard Webhooks 1.0.0, which knows the version of the signatures that it checks. */
sealed interface StandardWebhooksKey {

    /** Whether one of the items {@code version,signature} is right for the content. */
    boolean matchesAny(Consumer<Consumer<byte[]>> content, List<String> items);

    /** Reads {@code whsec_…} or its bare base64, {@code whpk_…}, or {@code whsk_…}, of which only the public half is kept. */
    static StandardWebhooksKey parse(String secret, String pointer) throws InvalidConfigurationException {
        int underscore = secret.indexOf('_');
        String prefix = underscore < 0 ? "whsec" : secret.substring(0, underscore);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.substring(underscore + 1).strip());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (prefix.equals("whsec") && bytes.length > 0) {
            return new SharedKey(bytes);
        }
        try {
            if (prefix.equals("whpk") && bytes.length == 32) {
                return Ed25519Key.of(bytes);
            }
            if (prefix.equals("whsk") && bytes.length == 64) {
                return Ed25519Key.of(Arrays.copyOfRange(bytes, 32, 64));
            }
        } catch (GeneralSecurityException e) {
            throw new InvalidConfigurationException(pointer, "is not an Ed25519 public key");
        }
        throw new InvalidConfigurationException(
                pointer, "must be whsec_ and base64, or for v1a whpk_ and the base64 of an Ed25519 public key");
    }

    /** The key of {@code v1}. */
    final class SharedKey implements StandardWebhooksKey {
        private static final String VERSION = "v1,";

        private final byte[] key;

        private SharedKey(byte[] key) {
            this.key = key;
        }

        @Override
        public boolean matchesAny(Consumer<Consumer<byte[]>> content, List<String> items) {
            byte[] expected = SigningAlgorithm.SHA256.mac(key, content);
            boolean matches = false;
            for (String item : items) {
                matches |= item.startsWith(VERSION)
                        && SignatureEncoding.BASE64.matches(expected, item.substring(VERSION.length()));
            }
            return matches;
        }
    }

    /** The key of {@code v1a}. */
    final class Ed25519Key implements StandardWebhooksKey {
        private static final String VERSION = "v1a,";
        /** The X.509 wrapping of a raw Ed25519 public key (RFC 8410 section 4). */
        private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

        private final PublicKey key;

        private Ed25519Key(PublicKey key) {
            this.key = key;
        }

        static Ed25519Key of(byte[] raw) throws GeneralSecurityException {
            byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + raw.length);
            System.arraycopy(raw, 0, encoded, X509_PREFIX.length, raw.length);
            return new Ed25519Key(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        }

        @Override
        public boolean matchesAny(Consumer<Consumer<byte[]>> content, List<String> items) {
            List<String> signatures = items.stream()
                    .filter(item -> item.startsWith(VERSION))
                    .map(item -> item.substring(VERSION.length()))
                    .toList();
            return signatures.stream().anyMatch(signature -> matches(content, signature));
        }

        private boolean matches(Consumer<Consumer<byte[]>> content, String presented) {
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            content.accept(signed::writeBytes);
            try {
                byte[] signature = Base64.getDecoder().decode(presented);
                Signature verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key);
                verifier.update(signed.toByteArray());
                return SignatureEncoding.BASE64.matches(signature, presented) && verifier.verify(signature);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                return false;
            }
        }
    }
}

package io.hookgate.tenant;

import java.util.Optional;

/**
 * How connections to one endpoint are secured where the usual way is not enough. All texts are PEM (RFC 7468).
 *
 * @param identity what Hookgate identifies itself with
 * @param trustedCertificates whom to trust instead of the authorities of the Java platform
 */
public record ClientTls(Optional<Identity> identity, Optional<String> trustedCertificates) {
    /** The usual way. */
    public static final ClientTls USUAL = new ClientTls(Optional.empty(), Optional.empty());

    /**
     * A certificate chain and the private key (PKCS #8) of its first certificate.
     *
     * <p>The key is never part of {@link #toString}.
     */
    public record Identity(String certificates, String key) {
        @Override
        public String toString() {
            return "Identity[***]";
        }
    }
}

package io.hookgate.adapter.generic.provider;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.Base64;

/** RSA signatures that are checked with a certificate, which is trusted because of where it was fetched, not who issued it. */
final class SignedByCertificate {
    private SignedByCertificate() {}

    /** Whether a signature in base64 is right; false too where the certificate or the signature is malformed. */
    static boolean matches(byte[] certificate, String algorithm, String content, String signature) {
        try {
            PublicKey key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate))
                    .getPublicKey();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(content.getBytes(StandardCharsets.UTF_8));
            byte[] bytes = Base64.getDecoder().decode(signature);
            boolean isCanonical = Base64.getEncoder().encodeToString(bytes).equals(signature);
            return isCanonical && verifier.verify(bytes);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}

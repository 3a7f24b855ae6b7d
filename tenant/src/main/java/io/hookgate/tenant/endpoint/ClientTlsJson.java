package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.ClientTls;
import io.hookgate.tenant.ClientTls.Identity;
import io.hookgate.tenant.http.ApiProblem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The TLS settings of an endpoint as the API has them; also the form in which they are stored, encrypted. */
final class ClientTlsJson {
    private static final String FIELD = "/tls";
    private static final String CERTIFICATE = "clientCertificate";
    private static final String KEY = "clientKey";
    private static final String TRUSTED = "trustedCertificates";
    private static final int MAX_LENGTH = 32 * 1024;
    private static final Pattern PKCS8 =
            Pattern.compile("\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
    private static final byte[] PROBE = "hookgate".getBytes(StandardCharsets.US_ASCII);

    private ClientTlsJson() {}

    /**
     * Reads them.
     *
     * @throws ApiProblem with the place and the reason, when they are not acceptable
     */
    static ClientTls read(JsonNode json) {
        Fields fields = new Fields(json, FIELD, Set.of(CERTIFICATE, KEY, TRUSTED));
        Optional<String> trusted = fields.optionalText(TRUSTED, MAX_LENGTH);
        trusted.ifPresent(pem -> certificates(pem, fields.at(TRUSTED)));
        return new ClientTls(identity(fields), trusted);
    }

    /** Writes them as {@link #read} takes them, the key included. */
    static ObjectNode write(ClientTls tls) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        tls.identity()
                .ifPresent(identity ->
                        json.put(CERTIFICATE, identity.certificates()).put(KEY, identity.key()));
        tls.trustedCertificates().ifPresent(trusted -> json.put(TRUSTED, trusted));
        return json;
    }

    /** As they are shown: the key masked. */
    static ObjectNode masked(ClientTls tls) {
        ObjectNode json = write(tls);
        if (json.has(KEY)) {
            json.put(KEY, StaticHeaders.MASK);
        }
        return json;
    }

    /** Puts the key back that a client has read masked and sent again. */
    static JsonNode unmasked(JsonNode sent, ClientTls stored) {
        if (!StaticHeaders.MASK.equals(sent.path(KEY).asText())
                || stored.identity().isEmpty()) {
            return sent;
        }
        ObjectNode result = sent.deepCopy();
        return result.put(KEY, stored.identity().get().key());
    }

    private static Optional<Identity> identity(Fields fields) {
        if (!fields.has(CERTIFICATE) && !fields.has(KEY)) {
            return Optional.empty();
        }
        String chain = fields.text(CERTIFICATE, MAX_LENGTH);
        String pem = fields.text(KEY, MAX_LENGTH);
        PublicKey certified =
                certificates(chain, fields.at(CERTIFICATE)).iterator().next().getPublicKey();
        if (!belongTogether(key(pem, certified.getAlgorithm(), fields.at(KEY)), certified)) {
            throw ApiProblem.invalid(fields.at(KEY), "is not the key of the first certificate");
        }
        return Optional.of(new Identity(chain, pem));
    }

    private static Collection<? extends Certificate> certificates(String pem, String pointer) {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            // Said below, without the text.
        }
        throw ApiProblem.invalid(pointer, "must be one or more X.509 certificates in PEM");
    }

    private static PrivateKey key(String pem, String algorithm, String pointer) {
        Matcher matcher = PKCS8.matcher(pem);
        if (matcher.matches()) {
            try {
                byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // Said below, without the text.
            }
        }
        throw ApiProblem.invalid(
                pointer,
                "must be an unencrypted private key in PKCS #8 (BEGIN PRIVATE KEY), of the certificate's kind");
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}

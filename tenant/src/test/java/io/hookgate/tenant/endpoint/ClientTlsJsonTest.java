package io.hookgate.tenant.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.ClientTls;
import io.hookgate.tenant.http.ApiProblem;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTlsJsonTest {
    @ParameterizedTest
    @CsvSource({"RSA, SHA256withRSA", "EC, SHA256withECDSA", "Ed25519, Ed25519"})
    void takesACertificateWithItsKeyAndNoOther(String kind, String signature) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(kind).generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance(kind).generateKeyPair();
        String certificate = certificate(pair, signature);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("clientCertificate", certificate)
                .put("clientKey", key(pair))
                .put("trustedCertificates", certificate);

        ClientTls tls = ClientTlsJson.read(json);

        assertThat(ClientTlsJson.write(tls)).isEqualTo(json);
        assertThat(tls.toString()).doesNotContain(key(pair));
        assertThat(ClientTlsJson.masked(tls).path("clientKey").asText()).isEqualTo("********");
        assertThat(ClientTlsJson.unmasked(ClientTlsJson.masked(tls), tls)).isEqualTo(json);
        assertThatThrownBy(() -> ClientTlsJson.read(json.deepCopy().put("clientKey", key(other))))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.faults().get(0).pointer()).isEqualTo("/tls/clientKey"));
    }

    private static String certificate(KeyPair pair, String signature) throws Exception {
        X500Name name = new X500Name("CN=hookgate");
        Instant now = Instant.now();
        return pem(
                "CERTIFICATE",
                new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now),
                                Date.from(now.plusSeconds(3600)),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))
                        .getEncoded());
    }

    private static String key(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private static String pem(String type, byte[] bytes) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + type
                + "-----\n";
    }
}

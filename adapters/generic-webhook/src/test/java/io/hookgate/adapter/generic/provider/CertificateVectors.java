package io.hookgate.adapter.generic.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.adapter.InboundRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks vectors of signatures whose private keys nobody has any more, which therefore do not make whole requests. */
public final class CertificateVectors {
    private CertificateVectors() {}

    /** Checks one vector. */
    public static void check(String id, JsonNode vector) {
        JsonNode inputs = vector.path("inputs");
        JsonNode expect = vector.path("expect");
        if (id.startsWith("aws_sns.cert_url")) {
            assertThat(SnsVerification.certificateAddress(
                            inputs.path("SigningCertURL").asText()))
                    .isEmpty();
        } else if (id.equals("aws_sns.string_to_sign.subscription_confirmation")) {
            assertThat(SnsVerification.signedText(inputs.path("message")))
                    .isEqualTo(expect.path("string").asText());
        } else if (id.startsWith("aws_sns.signature")) {
            String signed = SnsVerification.signedText(inputs.path("message"));
            assertThat(signed).isEqualTo(inputs.path("string_to_sign").asText());
            String algorithm = inputs.path("SignatureVersion").asText().equals("1") ? "SHA1withRSA" : "SHA256withRSA";
            checkSignature(inputs, algorithm, signed, expect.path("Signature").asText());
        } else {
            String signed = inputs.path("string_to_sign").asText();
            assertThat(MnsVerification.signedText(request(signed))).isEqualTo(signed);
            checkSignature(
                    inputs, "SHA1withRSA", signed, expect.path("Authorization").asText());
        }
    }

    private static void checkSignature(JsonNode inputs, String algorithm, String signed, String signature) {
        byte[] certificate = inputs.path("signing_cert_pem").asText().getBytes(StandardCharsets.US_ASCII);
        assertThat(SignedByCertificate.matches(certificate, algorithm, signed, signature))
                .isTrue();
        assertThat(SignedByCertificate.matches(certificate, algorithm, signed + " ", signature))
                .isFalse();
    }

    /** The request that MNS signed, taken back out of what it signed. */
    private static InboundRequest request(String signed) {
        List<String> lines = signed.lines().toList();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-MD5", List.of(lines.get(1)));
        headers.put("Content-Type", List.of(lines.get(2)));
        headers.put("Date", List.of(lines.get(3)));
        for (String line : lines.subList(4, lines.size() - 1)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), List.of(line.substring(colon + 1)));
        }
        URI url = URI.create("https://hooks.example.com" + lines.get(lines.size() - 1));
        return new InboundRequest(lines.get(0), url, headers, Map.of(), new byte[0], "203.0.113.7");
    }
}

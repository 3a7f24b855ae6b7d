package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    private static final String BODY = "{\"a\":1}";

    @ParameterizedTest
    @CsvSource({"sha1,HmacSHA1", "SHA-256,HmacSHA256", "hmacsha384,HmacSHA384", "hmac-sha512,HmacSHA512"})
    void takesEveryHashByItsUsualNames(String name, String algorithm) throws Exception {
        byte[] mac = PresetSigner.hmac(algorithm, "s", BODY.getBytes(StandardCharsets.UTF_8));
        ConfiguredSource source = hmac(Map.of("type", "hmac", "algorithm", name, "header", "X-Sig"));

        accepted(Requests.post(BODY).header("X-Sig", PresetSigner.hex(mac)).to(source));
    }

    @Test
    void takesEveryEncodingAndNoSecondSpelling() throws Exception {
        byte[] mac = PresetSigner.hmac("HmacSHA256", "s", BODY.getBytes(StandardCharsets.UTF_8));
        String padded = Base64.getEncoder().encodeToString(mac);
        ConfiguredSource base64 = hmac(Map.of("type", "hmac", "header", "X-Sig", "encoding", "base64"));
        ConfiguredSource url = hmac(Map.of("type", "hmac", "header", "X-Sig", "encoding", "base64url"));
        ConfiguredSource hex = hmac(Map.of("type", "hmac", "header", "X-Sig", "encoding", "hex"));

        accepted(Requests.post(BODY).header("X-Sig", padded).to(base64));
        accepted(Requests.post(BODY).header("X-Sig", padded.replace("=", "")).to(base64));
        accepted(Requests.post(BODY)
                .header("X-Sig", padded.replace('+', '-').replace('/', '_'))
                .to(url));
        accepted(Requests.post(BODY)
                .header("X-Sig", PresetSigner.hex(mac).toUpperCase(java.util.Locale.ROOT))
                .to(hex));
        int last = padded.length() - 2;
        String sameBits = padded.substring(0, last) + (char) (padded.charAt(last) + 1) + "=";
        mismatch(Requests.post(BODY).header("X-Sig", sameBits).to(base64));
        mismatch(Requests.post(BODY).header("X-Sig", padded + "=").to(base64));
        mismatch(Requests.post(BODY)
                .header("X-Sig", PresetSigner.hex(mac) + "00")
                .to(hex));
        mismatch(Requests.post(BODY)
                .header("X-Sig", PresetSigner.hex(mac).substring(1))
                .to(hex));
    }

    @Test
    void signsATemplateOfTheRequest() throws Exception {
        String url = "https://hooks.example.com/in/key?tenant=7";
        String signed = "POST|" + url + "|/in/key|tenant=7|7|abc|1767323045|" + BODY;
        ConfiguredSource source = hmac(Map.of(
                "type", "hmac",
                "header", "X-Sig",
                "timestamp", Map.of("header", "X-Time", "unit", "s", "toleranceSeconds", 60),
                "signedContent",
                        "${method}|${url}|${path}|${query}|${query:tenant}|{header:X-Nonce}|${timestamp}|${body}"));
        Requests request = Requests.post(BODY)
                .url(url)
                .header("X-Nonce", "abc")
                .header("X-Time", "1767323045")
                .header("X-Sig", hex("s", signed));

        accepted(request.to(source));
        rejected(request.to(source, Requests.NOW.plusSeconds(61)), RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE);
        mismatch(request.url(url + "8").to(source));
    }

    @Test
    void findsOneRightSignatureAmongSeveral() throws Exception {
        String right = hex("s", "1767323045." + BODY);
        ConfiguredSource pairs = hmac(Map.of(
                "type", "hmac",
                "header", "X-Sig",
                "signatureKey", "v1",
                "timestamp", Map.of("key", "t"),
                "signedContent", "${timestamp}.${body}"));
        ConfiguredSource list = hmac(Map.of("type", "hmac", "header", "X-Sig", "prefix", "v1,"));

        accepted(Requests.post(BODY)
                .header("X-Sig", "t=1767323045,v1=00ff,v1=" + right + ",v0=zz")
                .to(pairs));
        mismatch(Requests.post(BODY)
                .header("X-Sig", "t=1767323045,v1=00ff,v0=" + right)
                .to(pairs));
        rejected(Requests.post(BODY).header("X-Sig", "v1=" + right).to(pairs), RejectionCause.CREDENTIALS_MISSING);
        accepted(Requests.post(BODY)
                .header("X-Sig", "00 " + hex("s", BODY) + ", 11")
                .to(hmac(Map.of("type", "hmac", "header", "X-Sig"))));
        accepted(Requests.post(BODY)
                .header("X-Sig", "v1,00 v1," + hex("s", BODY))
                .to(list));
        rejected(Requests.post(BODY).header("X-Sig", hex("s", BODY)).to(list), RejectionCause.CREDENTIALS_MISSING);
    }

    @Test
    void takesSecretsInBase64AndHex() throws Exception {
        byte[] key = "key of bytes".getBytes(StandardCharsets.UTF_8);
        String signature = hex("key of bytes", BODY);

        accepted(Requests.post(BODY)
                .header("X-Sig", signature)
                .to(Requests.source(
                        Map.of("verification", Map.of("type", "hmac", "header", "X-Sig", "secretEncoding", "base64")),
                        Map.of("secret", Base64.getEncoder().encodeToString(key)))));
        accepted(Requests.post(BODY)
                .header("X-Sig", signature)
                .to(Requests.source(
                        Map.of("verification", Map.of("type", "hmac", "header", "X-Sig", "secretEncoding", "hex")),
                        Map.of("secret", PresetSigner.hex(key)))));
    }

    @Test
    void refusesSignaturesThatWouldProveNothing() {
        assertThat(faults(Map.of("type", "hmac", "header", "X", "signedContent", "${timestamp}")))
                .containsExactly("/settings/verification/signedContent");
        assertThat(faults(Map.of("type", "digest", "header", "X", "signedContent", "${body}")))
                .containsExactly("/settings/verification/signedContent");
        assertThat(faults(Map.of("type", "hmac", "header", "X", "timestamp", "X-Time")))
                .containsExactly("/settings/verification/signedContent");
        assertThat(faults(Map.of("type", "hmac", "header", "X", "signedContent", "${body}${nothing}")))
                .containsExactly("/settings/verification/signedContent");
        assertThat(faults(Map.of("type", "hmac"))).containsExactly("/settings/verification/header");
        assertThat(faults(Map.of("type", "hmac", "header", "X", "algorithm", "md5")))
                .containsExactly("/settings/verification/algorithm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "", " ", "whsec_%%%", "whpk_AAAA", "whsk_AAAA", "nothing_AAAA"})
    void refusesSecretsThatAreNotOfStandardWebhooks(String secret) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> Requests.configure(
                        Optional.empty(), Map.of("verification", "standard-webhooks"), Map.of("secret", secret)))
                .satisfies(e -> assertThat(e.faults().get(0).pointer()).isEqualTo("/secrets/secret"));
    }

    @Test
    void checksBasicAuthentication() {
        ConfiguredSource source = Requests.source(
                Map.of("verification", Map.of("type", "basic")),
                Map.of("username", "erp", "password", "p:ß", "previousPassword", "old"));

        accepted(Requests.post(BODY).header("Authorization", basic("erp:p:ß")).to(source));
        accepted(Requests.post(BODY).header("Authorization", basic("erp:old")).to(source));
        mismatch(Requests.post(BODY).header("Authorization", basic("erp:x")).to(source));
        mismatch(Requests.post(BODY).header("Authorization", basic("x:old")).to(source));
        mismatch(Requests.post(BODY).header("Authorization", "Basic %%%").to(source));
        rejected(
                Requests.post(BODY).header("Authorization", "Bearer x").to(source), RejectionCause.CREDENTIALS_MISSING);
    }

    @Test
    void checksKeysInHeaderQueryAndBody() {
        ConfiguredSource header = Requests.source(
                Map.of("verification", Map.of("type", "api-key", "header", "Authorization", "prefix", "Bearer ")),
                Map.of("secret", "k"));
        ConfiguredSource query = Requests.source(
                Map.of("verification", Map.of("type", "api_key", "query", "token")), Map.of("secret", "k"));
        ConfiguredSource body = Requests.source(
                Map.of("verification", Map.of("type", "value", "value", "$.token")), Map.of("secret", "k"));

        accepted(Requests.post(BODY).header("authorization", "Bearer k").to(header));
        mismatch(Requests.post(BODY).header("authorization", "k").to(header));
        accepted(Requests.post(BODY).url("https://h.example/in/x?token=k").to(query));
        mismatch(Requests.post(BODY).url("https://h.example/in/x?token=kk").to(query));
        rejected(Requests.post(BODY).to(query), RejectionCause.CREDENTIALS_MISSING);
        accepted(Requests.post("{\"token\":\"k\"}").json().to(body));
        mismatch(Requests.post("{\"token\":\"l\"}").json().to(body));
        rejected(Requests.post("{").json().to(body), RejectionCause.CREDENTIALS_MISSING);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, true",
        "203.0.114.1, false",
        "2001:db8::7, true",
        "2001:db9::7, false",
        "::ffff:203.0.113.9, true",
        "198.51.100.1, true",
        "198.51.100.2, false",
        "203.0.113.9.example.com, false",
        "localhost, false",
        "'', false"
    })
    void checksTheSendersAddress(String address, boolean allowed) {
        ConfiguredSource source = Requests.source(
                Map.of(
                        "verification",
                        Map.of("type", "cidr", "cidrs", List.of("203.0.113.0/24", "2001:db8::/32", "198.51.100.1"))),
                Map.of());
        AdapterResult result = Requests.post(BODY).from(address).to(source);

        if (allowed) {
            accepted(result);
        } else {
            GenericWebhookAdapterTest.assertRejected(result, RejectionCause.ADDRESS_NOT_ALLOWED, 403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.0/33", "203.0.113.0/-1", "example.com", "1.2.3", "::/129", "/8", "1.2.3.4/x"})
    void refusesWhatIsNoNetwork(String network) {
        assertThat(faults(Map.of("type", "cidr", "cidrs", List.of(network))))
                .containsExactly("/settings/verification/cidrs");
    }

    @Test
    void combinesProofs() {
        Map<String, Object> key = Map.of("type", "api-key", "header", "X-Key");
        Map<String, Object> network = Map.of("type", "cidr", "cidrs", List.of("203.0.113.0/24"));
        ConfiguredSource all = Requests.source(
                Map.of("verification", Map.of("type", "all-of", "verifications", List.of(network, key))),
                Map.of("secret", "k"));
        ConfiguredSource any = Requests.source(
                Map.of("verification", Map.of("type", "any-of", "verifications", List.of(network, key))),
                Map.of("secret", "k"));

        accepted(Requests.post(BODY).header("X-Key", "k").to(all));
        rejected(Requests.post(BODY).to(all), RejectionCause.CREDENTIALS_MISSING);
        rejected(
                Requests.post(BODY).header("X-Key", "k").from("192.0.2.1").to(all), RejectionCause.ADDRESS_NOT_ALLOWED);
        accepted(Requests.post(BODY).to(any));
        accepted(Requests.post(BODY).header("X-Key", "k").from("192.0.2.1").to(any));
        mismatchOrAddress(
                Requests.post(BODY).header("X-Key", "l").from("192.0.2.1").to(any));
    }

    @Test
    void neverFallsBackToGitLabsTokenWhenThereIsASignature() throws Exception {
        ConfiguredSource both = VectorsTest.preset(
                "gitlab",
                Map.of(),
                Map.of("secret", "t", "signingToken", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
        ConfiguredSource tokenOnly = VectorsTest.preset("gitlab", Map.of(), Map.of("secret", "t"));
        Requests wrong = Requests.post(BODY)
                .header("X-Gitlab-Token", "t")
                .header("webhook-id", "1")
                .header("webhook-timestamp", Long.toString(Requests.NOW.getEpochSecond()))
                .header("webhook-signature", "v1,AAAA");

        mismatch(wrong.to(both));
        mismatch(wrong.to(tokenOnly));
        accepted(Requests.post(BODY).header("X-Gitlab-Token", "t").to(both));
    }

    @Test
    void takesTheSignatureVersionOfHubSpotThatIsAskedFor() throws Exception {
        String secret = "cs";
        String url = "https://hooks.example.com/in/key?q=%40me%2Fx";
        String decoded = "https://hooks.example.com/in/key?q=@me/x";
        String millis = Long.toString(Requests.NOW.toEpochMilli());
        String v2 = PresetSigner.hex(
                PresetSigner.digest("SHA-256", (secret + "POST" + url + BODY).getBytes(StandardCharsets.UTF_8)));
        String v3 = PresetSigner.base64(PresetSigner.hmac(
                "HmacSHA256", secret, ("POST" + decoded + BODY + millis).getBytes(StandardCharsets.UTF_8)));
        ConfiguredSource any = VectorsTest.preset("hubspot", Map.of(), Map.of("secret", secret));
        ConfiguredSource strict =
                VectorsTest.preset("hubspot", Map.of("signatureVersion", "v3"), Map.of("secret", secret));
        Requests old = Requests.post(BODY)
                .url(url)
                .header("X-HubSpot-Signature", v2)
                .header("X-HubSpot-Signature-Version", "v2");
        Requests current = Requests.post(BODY)
                .url(url)
                .header("X-HubSpot-Request-Timestamp", millis)
                .header("X-HubSpot-Signature-v3", v3);

        accepted(old.to(any));
        rejected(old.to(strict), RejectionCause.CREDENTIALS_MISSING);
        accepted(current.to(strict));
        rejected(current.to(strict, Requests.NOW.plusSeconds(301)), RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE);
    }

    @Test
    void checksBearerTokensWithTheIssuersKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        RSAKey key =
                new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID("1").build();
        byte[] keys = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
        URI address = URI.create("https://issuer.example/jwks");
        Documents documents = wanted -> wanted.equals(address) ? Optional.of(keys) : Optional.empty();
        ConfiguredSource source = Requests.source(
                Map.of(
                        "verification",
                        Map.of(
                                "type", "jwt",
                                "jwksUrl", address.toString(),
                                "issuer", "https://issuer.example",
                                "audience", "hookgate",
                                "claims", Map.of("email", "push@example.com"))),
                Map.of());
        JWTClaimsSet good = new JWTClaimsSet.Builder()
                .issuer("https://issuer.example")
                .audience("hookgate")
                .claim("email", "push@example.com")
                .expirationTime(Date.from(Requests.NOW.plusSeconds(600)))
                .build();

        assertThat(bearer(signed(pair, good)).to(source))
                .isEqualTo(new AdapterResult.DocumentsNeeded(java.util.Set.of(address)));
        accepted(receive(source, documents, signed(pair, good)));
        for (JWTClaimsSet bad : List.of(
                new JWTClaimsSet.Builder(good).issuer("https://other.example").build(),
                new JWTClaimsSet.Builder(good).audience("other").build(),
                new JWTClaimsSet.Builder(good).claim("email", "x").build(),
                new JWTClaimsSet.Builder(good).expirationTime(null).build(),
                new JWTClaimsSet.Builder(good)
                        .notBeforeTime(Date.from(Requests.NOW.plusSeconds(300)))
                        .build())) {
            mismatch(receive(source, documents, signed(pair, bad)));
        }
        rejected(
                receive(
                        source,
                        documents,
                        signed(
                                pair,
                                new JWTClaimsSet.Builder(good)
                                        .expirationTime(Date.from(Requests.NOW.minusSeconds(61)))
                                        .build())),
                RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE);
        mismatch(receive(source, documents, new PlainJWT(good).serialize()));
        mismatch(receive(source, documents, signed(generator.generateKeyPair(), good)));
        mismatch(receive(source, documents, macSigned(keys, good)));
        mismatch(receive(source, documents, "a.b.c"));
        rejected(Requests.post(BODY).to(source), RejectionCause.CREDENTIALS_MISSING);
    }

    @Test
    void wantsHttpsAndAnAudienceForBearerTokens() {
        assertThat(faults(Map.of("type", "jwt", "jwksUrl", "http://x.example/", "issuer", "i", "audience", "a")))
                .containsExactly("/settings/verification/jwksUrl");
        assertThat(faults(Map.of("type", "jwt", "jwksUrl", "https://x.example/", "issuer", "i")))
                .containsExactly("/settings/verification/audience");
        assertThat(faults(Map.of(
                        "type", "jwt",
                        "jwksUrl", "https://x.example/",
                        "issuer", "i",
                        "audience", "a",
                        "algorithms", List.of("HS256"))))
                .containsExactly("/settings/verification/algorithms");
    }

    @Test
    void takesMessagesOfOwnTopicsOnly() throws Exception {
        PresetSample sns = PresetSample.of("aws-sns");
        ConfiguredSource other = VectorsTest.preset(
                "aws-sns", Map.of("topicArns", List.of("arn:aws:sns:us-west-2:123456789012:Other")), Map.of());
        mismatch(other.receive(sns.signed(), sns.documents(), sns.now()));
        assertThat(new GenericWebhookAdapter()
                        .configure(sns.configuration())
                        .receive(sns.signed(), Documents.NONE, sns.now()))
                .isInstanceOf(AdapterResult.DocumentsNeeded.class);

        PresetSample mns = PresetSample.of("aliyun-mns");
        AdapterResult refused = VectorsTest.preset("aliyun-mns", Map.of("topicOwners", List.of("1")), Map.of())
                .receive(mns.signed(), mns.documents(), mns.now());
        GenericWebhookAdapterTest.assertRejected(refused, RejectionCause.SIGNATURE_MISMATCH, 403);
    }

    private static AdapterResult receive(ConfiguredSource source, Documents documents, String token) {
        return source.receive(bearer(token).build(), documents, Requests.NOW);
    }

    private static Requests bearer(String token) {
        return Requests.post(BODY).header("Authorization", "Bearer " + token);
    }

    private static String signed(KeyPair pair, JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build(), claims);
        token.sign(new RSASSASigner(pair.getPrivate()));
        return token.serialize();
    }

    /** The classic confusion: the public key set as the secret of an HMAC. */
    private static String macSigned(byte[] secret, JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("1").build(), claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private static ConfiguredSource hmac(Map<String, Object> verification) {
        return Requests.source(Map.of("verification", verification), Map.of("secret", "s"));
    }

    private static String hex(String secret, String content) throws Exception {
        return PresetSigner.hex(PresetSigner.hmac("HmacSHA256", secret, content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> faults(Map<String, Object> verification) {
        try {
            Requests.configure(Optional.empty(), Map.of("verification", verification), Map.of("secret", "s"));
            return List.of();
        } catch (InvalidConfigurationException e) {
            return e.faults().stream()
                    .map(InvalidConfigurationException.Fault::pointer)
                    .toList();
        }
    }

    private static void accepted(AdapterResult result) {
        assertThat(result).isInstanceOf(AdapterResult.Accepted.class);
    }

    private static void mismatch(AdapterResult result) {
        rejected(result, RejectionCause.SIGNATURE_MISMATCH);
    }

    private static void rejected(AdapterResult result, RejectionCause cause) {
        GenericWebhookAdapterTest.assertRejected(result, cause, cause.status());
    }

    private static void mismatchOrAddress(AdapterResult result) {
        assertThat(result).isInstanceOf(AdapterResult.Rejected.class);
    }
}

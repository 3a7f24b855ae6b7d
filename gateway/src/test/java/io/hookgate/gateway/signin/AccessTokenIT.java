package io.hookgate.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.gateway.Api;
import io.hookgate.gateway.GatewayServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access tokens of the real provider, and everything that only looks like one. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class AccessTokenIT {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @TestHTTPResource
    String url;

    private Api api;
    private Keycloak keycloak;

    @BeforeEach
    void setUp() {
        keycloak = Keycloak.await();
        api = new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY);
        api.post("/api/v1/tenants", new JsonObject().put("slug", "demo").put("name", "Demo"));
    }

    @ParameterizedTest
    @CsvSource({"admin", "operator", "viewer"})
    void givesTheRoleInTheTenantThatTheTokenNames(String role) {
        JsonObject me = api.as(keycloak.accessToken(role)).get("/api/v1/me").with(200);

        assertThat(me.getBoolean("platformAdmin")).isFalse();
        JsonArray tenants = me.getJsonArray("tenants");
        assertThat(tenants).hasSize(1);
        assertThat(tenants.getJsonObject(0).getString("slug")).isEqualTo("demo");
        assertThat(tenants.getJsonObject(0).getString("role")).isEqualTo(role);
    }

    @Test
    void knowsThePlatformAdministrator() {
        JsonObject me =
                api.as(keycloak.accessToken("platform")).get("/api/v1/me").with(200);

        assertThat(me.getBoolean("platformAdmin")).isTrue();
        assertThat(me.getString("name")).isEqualTo("Pia Platform");
    }

    @Test
    void refusesAnIdTokenAndARefreshToken() {
        JsonObject tokens = keycloak.tokens("admin");

        refused(tokens.getString("id_token"));
        refused(tokens.getString("refresh_token"));
    }

    @Test
    void refusesATokenWithoutASignature() {
        String token = keycloak.accessToken("platform");
        String claims = token.split("\\.", -1)[1];

        refused(part("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + claims + ".");
        refused(part("{\"alg\":\"NONE\"}") + "." + claims + "." + token.split("\\.", -1)[2]);
        refused(token.substring(0, token.lastIndexOf('.') + 1));
    }

    @Test
    void refusesAChangedToken() {
        String[] parts = keycloak.accessToken("viewer").split("\\.", -1);
        JsonObject claims = claims(parts[1]).put("roles", new JsonArray().add("platform-admin"));

        refused(parts[0] + "." + part(claims.encode()) + "." + parts[2]);
    }

    @Test
    void refusesATokenSignedWithAnotherKey() throws Exception {
        String[] parts = keycloak.accessToken("admin").split("\\.", -1);
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

        refused(parts[0] + "." + parts[1] + "." + BASE64.encodeToString(signature.sign()));
    }

    @Test
    void refusesThePublicKeyAsASharedSecret() throws Exception {
        String claims = keycloak.accessToken("admin").split("\\.", -1)[1];
        String head = part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + claims;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keycloak.publicKey(), "HmacSHA256"));

        refused(head + "." + BASE64.encodeToString(mac.doFinal(head.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void refusesATokenOfAnotherIssuer() {
        String[] parts = keycloak.accessToken("admin").split("\\.", -1);
        JsonObject claims = claims(parts[1]).put("iss", "https://attacker.example/realms/hookgate");

        refused(parts[0] + "." + part(claims.encode()) + "." + parts[2]);
        refused(keycloak.masterRealmToken());
    }

    @Test
    void refusesATokenForAnotherAudience() {
        refused(keycloak.tokenForAnotherAudience());
    }

    @Test
    void refusesATokenThatHasExpired() {
        Keycloak.Expiring token = keycloak.expiringToken();
        // It names no role.
        api.as(token.text()).get("/api/v1/me").with(403);
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> Instant.now().isAfter(token.expiry().plusSeconds(1)));

        refused(token.text());
    }

    private void refused(String token) {
        Api.Answer answer = api.as(token).get("/api/v1/me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).doesNotContain(token);
    }

    private static JsonObject claims(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}

package io.hookgate.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookgate.gateway.Api;
import io.hookgate.gateway.GatewayServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two tenants with identity providers of their own, each a realm of the real provider, beside the platform's. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class TenantProviderIT {
    private static final String PASSWORD = "hookgate-demo";
    private static final String ACME = "acme-idp";
    private static final String BETA = "beta-idp";

    @TestHTTPResource
    String url;

    private String base;
    private Api platform;
    private Keycloak keycloak;
    private String acmeIssuer;
    private String betaIssuer;

    @BeforeEach
    void setUp() {
        base = url.replaceAll("/$", "");
        keycloak = Keycloak.await();
        platform = new Api(base, GatewayServers.BOOTSTRAP_KEY);
        for (String slug : new String[] {"demo", ACME, BETA}) {
            platform.post("/api/v1/tenants", new JsonObject().put("slug", slug).put("name", slug));
        }
        acmeIssuer = keycloak.createRealm(ACME, "ada", "ada@acme.example", "admin", "platform-admin");
        betaIssuer = keycloak.createRealm(BETA, "bob", "bob@beta.example", "operator");
        put(ACME, provider(ACME, acmeIssuer).put("emailDomains", new JsonArray().add("Acme.example")))
                .with(200);
        put(BETA, provider(BETA, betaIssuer).put("emailDomains", new JsonArray().add("beta.example")))
                .with(200);
    }

    @AfterEach
    void takeProvidersAway() {
        platform.delete(path(ACME));
        platform.delete(path(BETA));
    }

    @Test
    void opensItsOwnTenantAndNoOtherToATokenOfATenantsIssuer() {
        Api ada = platform.as(Keycloak.accessToken(acmeIssuer, ACME, "ada"));

        JsonObject me = ada.get("/api/v1/me").with(200);

        assertThat(me.getBoolean("platformAdmin"))
                .as("what it says of the platform counts for nothing")
                .isFalse();
        assertThat(me.getJsonArray("tenants")).hasSize(1);
        assertThat(me.getJsonArray("tenants").getJsonObject(0).getString("slug"))
                .isEqualTo(ACME);
        assertThat(me.getJsonArray("tenants").getJsonObject(0).getString("role"))
                .isEqualTo("admin");
        ada.get("/api/v1/tenants/" + ACME + "/members").with(200);
        for (String foreign : new String[] {BETA, "demo"}) {
            assertThat(ada.get("/api/v1/tenants/" + foreign).status()).isEqualTo(403);
            assertThat(ada.get("/api/v1/tenants/" + foreign + "/sources").status())
                    .isEqualTo(403);
        }
        assertThat(ada.post(
                                "/api/v1/tenants",
                                new JsonObject().put("slug", "mine").put("name", "Mine"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void bindsInvitationsOfItsOwnTenantAlone() {
        Api bob = platform.as(Keycloak.accessToken(betaIssuer, BETA, "bob"));
        JsonObject invitation =
                new JsonObject().put("email", "bob@beta.example").put("role", "admin");
        String atAcme = platform.post("/api/v1/tenants/" + ACME + "/members", invitation)
                .with(201)
                .getString("id");
        String atBeta = platform.post("/api/v1/tenants/" + BETA + "/members", invitation)
                .with(201)
                .getString("id");
        try {
            JsonArray tenants = bob.get("/api/v1/me").with(200).getJsonArray("tenants");

            assertThat(tenants).hasSize(1);
            assertThat(tenants.getJsonObject(0).getString("role")).isEqualTo("admin");
            assertThat(platform.get("/api/v1/tenants/" + ACME + "/members/" + atAcme)
                            .with(200)
                            .containsKey("boundAt"))
                    .isFalse();
        } finally {
            platform.delete("/api/v1/tenants/" + ACME + "/members/" + atAcme);
            platform.delete("/api/v1/tenants/" + BETA + "/members/" + atBeta);
        }
    }

    @Test
    void takesNoTokenOfAnIssuerThatHasBeenTakenAway() {
        String token = Keycloak.accessToken(acmeIssuer, ACME, "ada");
        platform.as(token).get("/api/v1/me").with(200);

        platform.delete(path(ACME)).with(204);

        assertThat(platform.as(token).get("/api/v1/me").status()).isEqualTo(401);
        platform.get(path(ACME)).with(404);
    }

    @Test
    void choosesTheProviderByEmailDomainSlugOrPage() {
        assertThat(target("/login?email=ada%40ACME.example")).startsWith(acmeIssuer);
        assertThat(target("/login?email=bob@beta.example")).startsWith(betaIssuer);
        assertThat(target("/login?email=pia@elsewhere.example")).startsWith(keycloak.issuer());
        assertThat(target("/login?tenant=" + ACME)).startsWith(acmeIssuer).contains("client_id=hookgate&");
        assertThat(target("/login?tenant=demo")).startsWith(keycloak.issuer());
        assertThat(target("/login?provider=platform")).startsWith(keycloak.issuer());
        assertThat(target("/console/t/" + BETA + "/sources")).startsWith(betaIssuer);
        String redirect = platform.get(path(ACME)).with(200).getString("redirectPath");
        assertThat(java.net.URLDecoder.decode(target("/login?tenant=" + ACME), java.nio.charset.StandardCharsets.UTF_8))
                .contains("redirect_uri=" + base + redirect);
    }

    @Test
    void asksWhereNothingSaysIt() {
        HttpResponse<String> response = new Browser().get(base + "/console/t/demo/events?type=a");

        assertThat(response.statusCode()).isEqualTo(303);
        String choice = Browser.location(response);
        assertThat(choice).startsWith(base + "/login/organisation?return=%2Fconsole%2Ft%2Fdemo%2Fevents%3Ftype%3Da");
        HttpResponse<String> page = new Browser().get(choice);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("name=\"email\"", "name=\"tenant\"", "value=\"/console/t/demo/events?type=a\"")
                .doesNotContain(ACME, "acme.example");
        assertThat(new Browser()
                        .get(base + "/login/organisation?return=https://attacker.example/")
                        .body())
                .doesNotContain("attacker.example");
        assertThat(new Browser()
                        .get(base + "/login/organisation", Map.of("accept-language", "zh"))
                        .body())
                .contains("登录");
    }

    @Test
    void signsInAtTheTenantsProviderAndStaysThere() {
        Browser browser = new Browser();

        HttpResponse<String> end = browser.signIn(
                browser.open(base + "/login?tenant=" + ACME + "&return=/console/t/" + ACME + "/sources"),
                "ada",
                PASSWORD);

        assertThat(end.statusCode()).isEqualTo(200);
        assertThat(browser.visited()).last().isEqualTo(base + "/console/t/" + ACME + "/sources");
        assertThat(browser.get(base + "/console/t/" + BETA + "/sources").statusCode())
                .isIn(403, 404);
        assertThat(browser.get(base + "/console/t/demo/sources").statusCode()).isIn(403, 404);
    }

    @Test
    void changesTheAccountWhenAnotherProviderIsAskedFor() {
        Browser browser = new Browser();
        browser.signIn(browser.open(base + "/login?provider=platform"), "viewer", PASSWORD);
        browser.signIn(
                browser.open(base + "/login?tenant=" + ACME + "&return=/console/t/" + ACME + "/sources"),
                "ada",
                PASSWORD);

        assertThat(browser.get(base + "/console/t/" + ACME + "/sources").statusCode())
                .isEqualTo(200);
        assertThat(browser.get(base + "/console/t/demo/sources").statusCode()).isIn(403, 404);
    }

    @Test
    void endsItsOwnSessionsAloneWhenATenantsProviderSaysSo() {
        String backChannel = platform.get(path(ACME)).with(200).getString("backChannelLogoutPath");
        keycloak.tellLogoutsTo(acmeIssuer, "hookgate", base + backChannel);
        Browser ada = new Browser();
        ada.signIn(ada.open(base + "/login?tenant=" + ACME), "ada", PASSWORD);
        Browser bob = new Browser();
        bob.signIn(bob.open(base + "/login?tenant=" + BETA), "bob", PASSWORD);
        assertThat(page(ada, ACME)).isEqualTo(200);
        assertThat(page(bob, BETA)).isEqualTo(200);

        keycloak.endSessions(acmeIssuer, "ada");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(page(ada, ACME)).isEqualTo(302));
        assertThat(page(bob, BETA)).isEqualTo(200);
    }

    private int page(Browser browser, String tenant) {
        return browser.get(base + "/console/t/" + tenant + "/sources").statusCode();
    }

    @Test
    void letsNoTwoTenantsShareAnIssuerOrADomain() {
        assertThat(put(BETA, provider(BETA, acmeIssuer)).status()).isEqualTo(409);
        assertThat(put(BETA, provider(BETA, acmeIssuer + "/")).status()).isEqualTo(409);
        assertThat(put(BETA, provider(BETA, betaIssuer).put("emailDomains", new JsonArray().add("acme.example")))
                        .status())
                .isEqualTo(409);
        assertThat(target("/login?email=ada@acme.example")).startsWith(acmeIssuer);
    }

    @Test
    void isSetByPlatformAdministratorsAloneAndNeverShowsTheSecret() {
        Api admin = platform.as(platform.post(
                        "/api/v1/tenants/" + ACME + "/api-keys",
                        new JsonObject().put("name", "admin").put("role", "admin"))
                .with(201)
                .getString("key"));

        assertThat(admin.send(
                                "PUT",
                                path(ACME),
                                Optional.of(provider(ACME, acmeIssuer).encode()),
                                json())
                        .status())
                .isEqualTo(403);
        assertThat(admin.delete(path(ACME)).status()).isEqualTo(403);
        Api.Answer shown = admin.get(path(ACME));
        assertThat(shown.with(200).getBoolean("hasClientSecret")).isTrue();
        assertThat(shown.text()).doesNotContain("secret-of-");
        assertThat(platform.get("/api/v1/tenants/" + ACME + "/audit?objectType=identity-provider")
                        .text())
                .contains("\"create\"")
                .doesNotContain("secret-of-");
    }

    @Test
    void keepsTheSecretAndTheNameUnlessTheIssuerChanges() {
        String id = platform.get(path(ACME)).with(200).getString("id");
        JsonObject withoutSecret = provider(ACME, acmeIssuer);
        withoutSecret.remove("clientSecret");

        JsonObject same = put(ACME, withoutSecret).with(200);
        assertThat(same.getString("id")).isEqualTo(id);
        assertThat(same.getBoolean("hasClientSecret")).isTrue();

        withoutSecret.put("issuer", "https://elsewhere.example/");
        JsonObject other = put(ACME, withoutSecret).with(200);
        assertThat(other.getString("id")).isNotEqualTo(id);
        assertThat(other.getBoolean("hasClientSecret")).isFalse();
    }

    @Test
    void refusesWhatIsNoProvider() {
        for (String issuer :
                new String[] {"http://idp.example", "https://a@b.example", "https://b.example/?a=b", "x"}) {
            assertThat(put(ACME, provider(ACME, issuer)).status()).as(issuer).isEqualTo(400);
        }
        assertThat(put(
                                ACME,
                                provider(ACME, acmeIssuer)
                                        .put("roleNames", new JsonObject().put("boss", "platform-admin")))
                        .status())
                .isEqualTo(400);
        assertThat(put(ACME, provider(ACME, acmeIssuer).put("emailDomains", new JsonArray().add("com")))
                        .status())
                .isEqualTo(400);
    }

    private String target(String path) {
        HttpResponse<String> response = new Browser().get(base + path);
        assertThat(response.statusCode()).as(path).isEqualTo(302);
        return Browser.location(response);
    }

    private static JsonObject provider(String realm, String issuer) {
        return new JsonObject()
                .put("issuer", issuer)
                .put("clientId", "hookgate")
                .put("clientSecret", "secret-of-" + realm);
    }

    private Api.Answer put(String tenant, JsonObject provider) {
        return platform.send("PUT", path(tenant), Optional.of(provider.encode()), json());
    }

    private static String path(String tenant) {
        return "/api/v1/tenants/" + tenant + "/identity-provider";
    }

    private static Map<String, String> json() {
        return Map.of("content-type", "application/json");
    }
}

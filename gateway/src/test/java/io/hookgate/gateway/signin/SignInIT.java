package io.hookgate.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookgate.gateway.Api;
import io.hookgate.gateway.GatewayServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in to the console, against the real provider. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class SignInIT {
    private static final String PASSWORD = "hookgate-demo";
    private static final String SESSION = "q_session_console-platform";

    @TestHTTPResource
    String url;

    private String base;
    private Keycloak keycloak;

    @BeforeEach
    void setUp() {
        base = url.replaceAll("/$", "");
        keycloak = Keycloak.await();
        new Api(base, GatewayServers.BOOTSTRAP_KEY)
                .post("/api/v1/tenants", new JsonObject().put("slug", "demo").put("name", "Demo"));
    }

    @Test
    void sendsThoseWithoutASessionToTheProviderWithPkceStateAndNonce() {
        HttpResponse<String> response = new Browser().get(base + "/console/tenants");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(Browser.location(response))
                .startsWith(keycloak.issuer() + "/protocol/openid-connect/auth?")
                .contains("response_type=code", "code_challenge_method=S256", "code_challenge=", "state=", "nonce=")
                .contains("client_id=hookgate-console", "redirect_uri=");
        assertThat(response.headers().allValues("set-cookie"))
                .hasSize(1)
                .allSatisfy(cookie ->
                        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Lax"));
    }

    @Test
    void bringsPeopleBackToThePageThatTheyAskedFor() {
        Browser browser = new Browser();

        browser.signIn(browser.open(base + "/login?return=/console/anything%3Fa%3Db"), "viewer", PASSWORD);

        assertThat(browser.visited()).last().isEqualTo(base + "/console/anything?a=b");
        assertThat(browser.visited())
                .anySatisfy(visited -> assertThat(visited).startsWith(base + "/login/callback/platform?"));
    }

    @Test
    void keepsTheTokensOnTheServer() {
        Browser browser = new Browser();

        browser.signIn(browser.open(base + "/login"), "viewer", PASSWORD);

        HttpCookie session = browser.cookie(SESSION).orElseThrow();
        assertThat(session.getValue()).matches("[A-Za-z0-9_-]{43}");
        assertThat(session.isHttpOnly()).isTrue();
    }

    @Test
    void givesANewSessionWithEachSignIn() {
        String planted = SESSION + "=" + "A".repeat(43);

        HttpResponse<String> refused = new Browser().get(base + "/console", Map.of("cookie", planted));
        Browser victim = new Browser();
        victim.plant(base, SESSION, "A".repeat(43));
        victim.signIn(victim.open(base + "/login"), "viewer", PASSWORD);

        assertThat(refused.statusCode()).as("a session that was not made here").isEqualTo(303);
        assertThat(refused.body()).isEmpty();
        assertThat(victim.cookie(SESSION).orElseThrow().getValue()).isNotEqualTo("A".repeat(43));
        assertThat(sessionOf("viewer")).isNotEqualTo(sessionOf("viewer"));
    }

    private String sessionOf(String user) {
        Browser browser = new Browser();
        browser.signIn(browser.open(base + "/login"), user, PASSWORD);
        return browser.cookie(SESSION).orElseThrow().getValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://attacker.example/",
                "//attacker.example/",
                "/console//attacker.example",
                "/\\attacker.example",
                "/console/../../api/v1/me",
                "javascript:alert(1)",
                "/api/v1/me",
                "/console\r\nSet-Cookie:a=b"
            })
    void goesNowhereElseAfterSignIn(String wanted) {
        Browser browser = new Browser();

        browser.signIn(browser.open(base + "/login?" + Browser.encoded(Map.of("return", wanted))), "viewer", PASSWORD);

        assertThat(browser.visited()).last().asString().startsWith(base + "/console");
    }

    @Test
    void refusesACodeThatWasMeantForAnotherBrowser() {
        Browser attacker = new Browser();
        HttpResponse<String> callback = attacker.submit(attacker.open(base + "/login"), "viewer", PASSWORD);
        Browser victim = new Browser();
        victim.get(base + "/login");

        HttpResponse<String> response = victim.get(Browser.location(callback));

        assertThat(response.statusCode()).isIn(302, 401);
        assertThat(victim.cookie(SESSION)).isEmpty();
    }

    @Test
    void takesNoWrongPassword() {
        Browser browser = new Browser();

        HttpResponse<String> response = browser.submit(browser.open(base + "/login"), "viewer", "wrong");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void signsOutHereAndAtTheProvider() {
        Browser browser = new Browser();
        browser.signIn(browser.open(base + "/login"), "viewer", PASSWORD);
        String session = browser.cookie(SESSION).orElseThrow().getValue();

        HttpResponse<String> response = browser.open(base + "/logout");

        assertThat(response.uri().getPath()).isEqualTo("/logout/done");
        assertThat(browser.open(base + "/console").uri().toString()).startsWith(keycloak.issuer());
        HttpResponse<String> stolen = new Browser().get(base + "/console", Map.of("cookie", SESSION + "=" + session));
        assertThat(stolen.statusCode()).isEqualTo(303);
    }

    @Test
    void beginsANewSignInWhereASessionHasEnded() {
        Browser browser = new Browser();
        browser.plant(base, SESSION, "B".repeat(43));

        HttpResponse<String> page = browser.open(base + "/console/t/demo/events?type=a");

        assertThat(page.uri().toString()).startsWith(keycloak.issuer());
        assertThat(browser.visited()).hasSize(3);
        assertThat(browser.cookie(SESSION)).isEmpty();
        browser.signIn(page, "viewer", PASSWORD);
        assertThat(browser.visited()).last().isEqualTo(base + "/console/t/demo/events?type=a");
        HttpResponse<String> persistent =
                new Browser().get(base + "/login?again=1", Map.of("cookie", SESSION + "=" + "C".repeat(43)));
        assertThat(persistent.statusCode()).as("a cookie that does not go away").isEqualTo(401);
        HttpResponse<String> script = new Browser()
                .get(base + "/console", Map.of("cookie", SESSION + "=" + "C".repeat(43), "HX-Request", "true"));
        assertThat(script.statusCode()).isIn(401, 499);
        assertThat(new Browser()
                        .get(base + "/api/v1/me", Map.of("cookie", SESSION + "=" + "C".repeat(43)))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void endsTheSessionWhenTheProviderSaysSo() {
        keycloak.tellLogoutsTo(base);
        Browser browser = new Browser();
        browser.signIn(browser.open(base + "/login"), "operator", PASSWORD);
        assertThat(browser.get(base + "/login").statusCode()).isEqualTo(303);

        keycloak.endSessions("operator");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(browser.get(base + "/login").statusCode()).isEqualTo(302));
    }

    @Test
    void givesTheApiNothingForASession() {
        Browser browser = new Browser();
        browser.signIn(browser.open(base + "/login"), "platform", PASSWORD);

        assertThat(browser.get(base + "/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void tellsScriptsThatTheSessionHasEnded() {
        HttpResponse<String> response = new Browser().get(base + "/console/part", Map.of("HX-Request", "true"));

        assertThat(response.statusCode()).isEqualTo(499);
    }
}

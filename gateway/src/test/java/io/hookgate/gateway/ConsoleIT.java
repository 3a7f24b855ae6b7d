package io.hookgate.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SelectOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console in a real browser, against the real servers. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class ConsoleIT {
    private static final int MOST_BYTES_OF_A_FIRST_PAGE = 200 * 1024;
    private static final double START_MILLIS = 240_000;
    private static final String ENDED_WELL = "#progress h2 .chip.good";
    private static final String SESSION = "q_session_console-platform";

    @TestHTTPResource
    String url;

    private String base;
    private Fixture fixture;
    private ConsoleBrowser browser;

    @BeforeEach
    void openBrowser() {
        base = url.replaceAll("/$", "");
        fixture = Fixture.create(new Api(base, GatewayServers.BOOTSTRAP_KEY));
        String issuer = ConfigProvider.getConfig().getValue("hookgate.oidc.issuer", String.class);
        browser = new ConsoleBrowser(List.of(base, issuer.substring(0, issuer.indexOf("/realms/"))));
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, Home, You are signed out", "zh-CN, DARK, 概览, 您已退出登录"})
    void bringsAnEventFromASourceToAnEndpointAndBackFromTheDead(
            String language, ColorScheme scheme, String home, String signedOut) {
        fixture.api()
                .post("/api/v1/tenants", new JsonObject().put("slug", "demo").put("name", "Demo"));
        String pictures = "story-" + language + "-";
        try (Receiver receiver = Receiver.failingFirst(2)) {
            Page page = browser.open(language, scheme, Map.of());
            signIn(page, "admin");
            assertThat(page).hasURL(Pattern.compile(".*/console/t/demo$"));
            assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText(home);
            browser.examine(page, pictures + "home");

            String webhook = registerSource(page, "Shop " + language, pictures);
            post(webhook, "{\"order\": 7, \"total\": 12.5, \"status\": \"paid\"}");
            assertThat(page.locator("#received tbody a")).hasText("hookgate.webhook.received");
            browser.examine(page, pictures + "source-with-event");

            String endpoint = subscribe(page, "Billing " + language, receiver.url("/hook"), pictures);
            post(webhook, "{\"order\": 8, \"total\": 99, \"status\": \"paid\"}");
            String deliveries = console("demo", "/deliveries?endpointId=" + endpoint);
            eventually(page, deliveries, page.locator("tbody a")).click();
            String delivery = page.url();
            assertThat(page.locator("#progress h2 .chip.bad")).isVisible();
            assertThat(page.locator("#progress .timeline > li.bad")).hasCount(2);
            browser.examine(page, pictures + "delivery-dead");

            redriveAll(page, endpoint, pictures);
            page.navigate(delivery);
            assertThat(page.locator(ENDED_WELL)).isVisible();
            assertThat(page.locator("#progress .timeline > li.good")).hasCount(1);
            browser.examine(page, pictures + "delivery-delivered");
            page.locator(".facts a[href*='/events/']").click();
            assertThat(page.locator("#event-deliveries .chip.good")).hasCount(1);
            browser.examine(page, pictures + "event");

            page.navigate(console("demo", "/audit?action=retry"));
            assertThat(page.locator("tbody tr").first()).containsText("Ada Admin");
            browser.examine(page, pictures + "audit");
            signOut(page, signedOut, pictures);
            assertThat(complaintsAboutTheConsole()).isEmpty();
        }
    }

    /** The provider may still be starting: the page that says so goes on by itself. */
    private void signIn(Page page, String user) {
        page.navigate(base + "/console");
        page.locator("#username").waitFor(new Locator.WaitForOptions().setTimeout(START_MILLIS));
        assertThat(page.locator("body")).containsText("platform, admin, operator, viewer, subscriber");
        page.locator("#username").fill(user);
        page.locator("#password").fill("hookgate-demo");
        page.locator("#kc-login").click();
    }

    private void signOut(Page page, String signedOut, String pictures) {
        page.locator(".who a[href='/logout']").click();
        assertThat(page).hasURL(Pattern.compile(".*/logout/done.*"));
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText(signedOut);
        browser.examine(page, pictures + "signed-out");
        page.navigate(console("demo", ""));
        assertThat(page.locator("#username")).isVisible();
    }

    private String registerSource(Page page, String name, String pictures) {
        page.locator("nav a[href$='/sources']").click();
        page.locator("main a[href$='/sources/new']").first().click();
        browser.examine(page, pictures + "gallery");
        page.locator("a.provider[href$='/new/generic-webhook']").click();
        page.locator("#name").fill(name);
        page.locator("#settings-verification").fill("{\"type\": \"nothing\"}");
        page.locator("main button.main").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        browser.examine(page, pictures + "source-form-refused");
        page.locator("#settings-verification").fill("{\"type\": \"none\"}");
        page.locator("main button.main").click();
        assertThat(page.locator("#received .pulse")).isVisible();
        browser.examine(page, pictures + "source-waiting");
        Locator copy = page.locator("button[data-copy='webhook-url']");
        String before = copy.textContent();
        copy.click();
        assertThat(copy).not().hasText(before);
        String copied = (String) page.evaluate("navigator.clipboard.readText()");
        assertThat(copied).matches("http://localhost:\\d+/in/[\\w-]+");
        return base + URI.create(copied).getPath();
    }

    /** Answers with the identifier of the endpoint. */
    private String subscribe(Page page, String name, String target, String pictures) {
        page.navigate(console("demo", "/endpoints/new"));
        page.locator("#name").fill(name);
        page.locator("#url").fill(target);
        page.locator("details:has(#retry) > summary").click();
        page.locator("#retry").selectOption("schedule");
        page.locator("#schedule").fill("1");
        page.locator("#pattern").fill("{\"data\": {\"total\": [{\"numeric\": [\"greater\", 50]}]}}");
        assertThat(page.locator("#preview")).containsText("/pattern/data/total/0/numeric");
        page.locator("#pattern").fill("{\"data\": {\"total\": [{\"numeric\": [\">\", 10]}]}}");
        assertThat(page.locator("#preview .chip.good").first()).isVisible();
        browser.examine(page, pictures + "subscribe");
        page.locator("main > form button.main").click();
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText(name);
        page.locator("form[action$='/secret'] button").click();
        assertThat(page.locator("#signing-secret")).containsText("whsec_");
        assertThat(page.locator("#secret details")).hasCount(5);
        browser.examine(page, pictures + "endpoint");
        return URI.create(page.url()).getPath().replaceAll(".*/", "");
    }

    private void redriveAll(Page page, String endpoint, String pictures) {
        page.navigate(console("demo", "/dead-letters?endpointId=" + endpoint));
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.locator("details.card > summary").click();
        browser.examine(page, pictures + "dead-letters");
        page.locator("form[action$='/deliveries/retry'] button.main").click();
        assertThat(page).hasURL(Pattern.compile(".*/jobs/[0-9a-f-]+\\?done=job-started"));
        assertThat(page.locator(ENDED_WELL)).isVisible();
        assertThat(page.locator("progress")).hasAttribute("value", "100");
        browser.examine(page, pictures + "job");
    }

    private List<String> complaintsAboutTheConsole() {
        return browser.complaints().stream()
                .filter(complaint -> complaint.startsWith(base))
                .toList();
    }

    @Test
    void readsWellInAnotherLanguageAndTheme() {
        JsonObject source = fixture.openSource();
        JsonObject application = fixture.api()
                .post(fixture.path("/applications"), new JsonObject().put("name", "Partner"))
                .with(201);
        JsonObject endpoint = fixture.endpoint(
                "http://127.0.0.1:9/", new JsonObject().put("applicationId", application.getString("id")));
        JsonObject subscription = fixture.subscribe(endpoint, new JsonObject());
        JsonObject member = fixture.api()
                .post(
                        fixture.path("/members"),
                        new JsonObject().put("email", "ada@example.com").put("role", "viewer"))
                .with(201);
        JsonObject key = fixture.api()
                .post(
                        fixture.path("/api-keys"),
                        new JsonObject().put("name", "script").put("role", "viewer"))
                .with(201);
        Page page = browser.open("zh-CN", ColorScheme.DARK, credentials());
        for (String path : List.of(
                "",
                "/sources",
                "/sources/new",
                "/sources/new/dingtalk",
                "/sources/new/generic-webhook?preset=github",
                "/sources/" + source.getString("id"),
                "/sources/" + source.getString("id") + "/settings",
                "/endpoints",
                "/endpoints/new",
                "/endpoints/" + endpoint.getString("id"),
                "/endpoints/" + endpoint.getString("id") + "/settings",
                "/subscriptions",
                "/subscriptions/new",
                "/subscriptions/" + subscription.getString("id"),
                "/events",
                "/deliveries",
                "/dead-letters",
                "/jobs",
                "/applications",
                "/applications/" + application.getString("id"),
                "/members",
                "/members/" + member.getString("id"),
                "/api-keys",
                "/api-keys/" + key.getString("id"),
                "/settings",
                "/settings/quotas",
                "/settings/identity-provider",
                "/audit",
                "/events/00000000-0000-7000-8000-000000000000")) {
            page.navigate(console(path));
            String name = path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "one").replaceAll("[^a-z-]+", "-");
            browser.examine(page, "page" + name + "-zh-dark");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsSubscribersTheirOwnAndNothingElse() {
        JsonObject application = fixture.api()
                .post(fixture.path("/applications"), new JsonObject().put("name", "Partner"))
                .with(201);
        fixture.endpoint("http://127.0.0.1:9/", new JsonObject().put("name", "Foreign"));
        JsonObject own = fixture.endpoint(
                "http://127.0.0.1:9/",
                new JsonObject().put("name", "Own").put("applicationId", application.getString("id")));
        fixture.subscribe(own, new JsonObject());
        String key = fixture.api()
                .post(
                        fixture.path("/api-keys"),
                        new JsonObject()
                                .put("name", "partner")
                                .put("role", "subscriber")
                                .put("applicationId", application.getString("id")))
                .with(201)
                .getString("key");
        Page page = browser.open("en", ColorScheme.LIGHT, Map.of("Authorization", "Bearer " + key));

        page.navigate(console(""));

        assertThat(page).hasURL(Pattern.compile(".*/endpoints$"));
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody")).containsText("Own");
        assertThat(page.locator("nav a[href$='/sources'], nav a[href$='/events'], nav a[href$='/audit']"))
                .hasCount(0);
        browser.examine(page, "portal-endpoints");
        page.navigate(console("/endpoints/" + own.getString("id")));
        browser.examine(page, "portal-endpoint");
        page.navigate(console("/subscriptions"));
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.navigate(console("/events"));
        browser.examine(page, "portal-refused");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void saysWhatADeliveryWaitsForAndGoesOnWithoutIt() {
        try (Receiver receiver = Receiver.answering(500)) {
            JsonObject endpoint = fixture.endpoint(receiver.url("/"), Fixture.schedule(3600));
            fixture.api()
                    .post(
                            fixture.path("/subscriptions"),
                            new JsonObject()
                                    .put("name", "In order")
                                    .put("endpointId", endpoint.getString("id"))
                                    .put("pattern", new JsonObject())
                                    .put("ordered", true)
                                    .put("onFailure", "park")
                                    .put("giveUpAfterSeconds", 1))
                    .with(201);
            String webhook = fixture.openSource().getString("url");
            post(base + URI.create(webhook).getPath(), "{\"order\": 1}");
            post(base + URI.create(webhook).getPath(), "{\"order\": 2}");
            Page page = browser.open("en", ColorScheme.LIGHT, credentials());
            Locator waiting =
                    page.locator("tbody tr", new Page.LocatorOptions().setHasText("waits for an earlier one"));
            Locator blocked = eventually(page, console("/deliveries"), waiting).locator("a");
            blocked.click();
            browser.examine(page, "delivery-blocked");

            page.locator("#progress .notice a").click();
            page.locator("form[action$='/skip'] button").click();

            assertThat(page.getByText("Those behind it go on.")).isVisible();
            assertThat(page.locator("form[action$='/skip']")).hasCount(0);
            browser.examine(page, "delivery-skipped");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void switchesBetweenTheTenantsOfAPerson() {
        fixture.api()
                .post("/api/v1/tenants", new JsonObject().put("slug", "demo").put("name", "Demo"));
        JsonObject member = fixture.api()
                .post(
                        fixture.path("/members"),
                        new JsonObject().put("email", "viewer@demo.example").put("role", "operator"))
                .with(201);
        try {
            switchBetweenTenants();
        } finally {
            // Other tests take it that this person has one tenant.
            fixture.api().delete(fixture.path("/members/" + member.getString("id")));
        }
    }

    private void switchBetweenTenants() {
        Page page = browser.open("en", ColorScheme.LIGHT, Map.of());
        signIn(page, "viewer");
        assertThat(page).hasURL(Pattern.compile(".*/console/tenants$"));
        assertThat(page.locator("a.tenant")).hasCount(2);
        browser.examine(page, "tenants");

        page.locator("a.tenant[href$='/" + fixture.slug() + "']").click();
        assertThat(page.locator("header a.tenant strong")).hasText(fixture.slug());
        assertThat(page.locator(".who")).containsText("Operator");
        page.locator("header a.tenant").click();
        page.locator("a.tenant[href$='/demo']").click();

        assertThat(page.locator("header a.tenant strong")).hasText("demo");
        assertThat(page.locator(".who")).containsText("Viewer");
        assertThat(complaintsAboutTheConsole()).isEmpty();
    }

    @Test
    void sendsAllEventsAgainThatASearchFindsUntilItIsStopped() {
        try (Receiver receiver = Receiver.answering(204)) {
            fixture.subscribe(fixture.endpoint(receiver.url("/")), new JsonObject());
            String webhook =
                    base + URI.create(fixture.openSource().getString("url")).getPath();
            for (int order = 1; order <= 40; order++) {
                post(webhook, "{\"order\": " + order + "}");
            }
            Page page = browser.open("en", ColorScheme.LIGHT, credentials());
            String search = console("/events?type=hookgate.webhook.received");
            eventually(page, search, page.locator("a[rel='next']"));

            page.locator("details.card > summary").click();
            page.locator("#replay-to").selectOption(new SelectOption().setLabel("subscription"));
            page.locator("#ratePerSecond").fill("1");
            browser.examine(page, "events-replay");
            page.locator("form[action$='/events/replay'] button.main").click();
            assertThat(page).hasURL(Pattern.compile(".*/jobs/[0-9a-f-]+\\?done=job-started"));
            page.locator("form[action$='/cancel'] button").click();

            assertThat(page.getByText("The work is stopped.")).isVisible();
            assertThat(page.locator("#progress h2 .chip")).hasText("Stopped");
            assertThat(page.locator("form[action$='/cancel']")).hasCount(0);
            browser.examine(page, "job-stopped");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, cancelled", "false, delivered"})
    void deliversOrDropsWhatHasWaitedWhenAnEndpointIsEnabled(boolean drop, String status) {
        try (Receiver receiver = Receiver.answering(204)) {
            JsonObject endpoint = pausedEndpoint(receiver);
            post(base + URI.create(fixture.openSource().getString("url")).getPath(), "{}");
            awaitDelivery(endpoint, "pending");
            Page page = browser.open("en", ColorScheme.LIGHT, credentials());
            page.navigate(console("/endpoints/" + endpoint.getString("id")));
            browser.examine(page, "endpoint-paused");

            page.locator("#drop").setChecked(drop);
            page.locator("form[action$='/enable'] button.main").click();

            assertThat(page.getByText("The endpoint is enabled.")).isVisible();
            awaitDelivery(endpoint, status);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void enablesAnEndpointAndSendsAgainWhatHasFailed() {
        try (Receiver receiver = Receiver.failingFirst(2)) {
            JsonObject endpoint = fixture.endpoint(receiver.url("/"), Fixture.schedule(1));
            fixture.subscribe(endpoint, new JsonObject());
            post(base + URI.create(fixture.openSource().getString("url")).getPath(), "{}");
            awaitDelivery(endpoint, "dead");
            pause(endpoint);
            Page page = browser.open("en", ColorScheme.LIGHT, credentials());
            page.navigate(console("/endpoints/" + endpoint.getString("id")));

            page.locator("#since").selectOption("hour");
            page.locator("form[action$='/recover']:has(#since) button").click();

            assertThat(page).hasURL(Pattern.compile(".*/jobs/[0-9a-f-]+\\?done=job-started"));
            assertThat(page.locator(ENDED_WELL)).isVisible();
            awaitDelivery(endpoint, "delivered");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private JsonObject pausedEndpoint(Receiver receiver) {
        JsonObject endpoint = fixture.endpoint(receiver.url("/"));
        fixture.subscribe(endpoint, new JsonObject());
        pause(endpoint);
        return endpoint;
    }

    private void pause(JsonObject endpoint) {
        fixture.api()
                .post(fixture.path("/endpoints/" + endpoint.getString("id") + "/pause"), new JsonObject())
                .with(200);
    }

    private void awaitDelivery(JsonObject endpoint, String status) {
        String path = fixture.path("/deliveries?status=" + status + "&endpointId=" + endpoint.getString("id"));
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> fixture.api().get(path).items().size() == 1);
    }

    @Test
    void asksForANewSignInWhenTheSessionIsUnknown() {
        Page page = browser.open("en", ColorScheme.LIGHT, Map.of());
        page.context().addCookies(List.of(new Cookie(SESSION, "A".repeat(43)).setUrl(base)));

        page.navigate(console("/sources"));

        page.locator("#username").waitFor(new Locator.WaitForOptions().setTimeout(START_MILLIS));
    }

    @Test
    void canBeUsedByKeyboardAndSwitchesItsLanguage() {
        Page page = browser.open("en", ColorScheme.LIGHT, credentials());
        page.navigate(console("/sources"));
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to the content")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();

        page.getByRole(AriaRole.BUTTON, named("简体中文")).click();
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("来源");
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        page.getByRole(AriaRole.BUTTON, named("深色")).click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page).hasURL(Pattern.compile(".*/sources$"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void sendsLittleOnTheFirstVisit() {
        Page page = browser.open("en", ColorScheme.LIGHT, credentials());
        List<Response> responses = new CopyOnWriteArrayList<>();
        page.onResponse(responses::add);
        page.navigate(console(""));
        assertThat(responses.stream()
                        .mapToInt(response -> response.body().length)
                        .sum())
                .isPositive()
                .isLessThan(MOST_BYTES_OF_A_FIRST_PAGE);
    }

    /** Reloads a list until it shows what is waited for. */
    private static Locator eventually(Page page, String address, Locator wanted) {
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> {
                    page.navigate(address);
                    return wanted.count() > 0;
                });
        return wanted.first();
    }

    private void post(String webhook, String body) {
        int status = new Api(base, "")
                .anonymous()
                .send("POST", webhook, Optional.of(body), Map.of("content-type", "application/json"))
                .status();
        assertThat(status).isBetween(200, 299);
    }

    private String console(String path) {
        return console(fixture.slug(), path);
    }

    private String console(String tenant, String path) {
        return base + "/console/t/" + tenant + path;
    }

    private static Map<String, String> credentials() {
        return Map.of("Authorization", "Bearer " + GatewayServers.BOOTSTRAP_KEY);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions level(int level) {
        return new Page.GetByRoleOptions().setLevel(level);
    }
}

package io.hookgate.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console in a real browser, against the real servers. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class ConsoleIT {
    private static final int MOST_BYTES_OF_A_FIRST_PAGE = 200 * 1024;

    @TestHTTPResource
    String url;

    private String base;
    private Fixture fixture;
    private ConsoleBrowser browser;

    @BeforeEach
    void openBrowser() {
        base = url.replaceAll("/$", "");
        fixture = Fixture.create(new Api(base, GatewayServers.BOOTSTRAP_KEY));
        browser = new ConsoleBrowser(List.of(base));
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void bringsAnEventFromASourceToAnEndpointAndBackFromTheDead() {
        try (Receiver receiver = Receiver.failingFirst(2)) {
            Page page = browser.open("en-GB", ColorScheme.LIGHT, credentials());
            page.navigate(console(""));
            browser.examine(page, "home-empty");

            String webhook = registerSource(page);
            post(webhook, "{\"order\": 7, \"total\": 12.5, \"status\": \"paid\"}");
            assertThat(page.locator("#received a")
                            .filter(new Locator.FilterOptions().setHasText("hookgate.webhook.received")))
                    .isVisible();
            browser.examine(page, "source-with-event");

            subscribe(page, receiver.url("/hook"));
            post(webhook, "{\"order\": 8, \"total\": 99, \"status\": \"paid\"}");
            Locator delivery = eventually(
                    page, console("/deliveries"), page.getByRole(AriaRole.LINK, named("hookgate.webhook.received")));
            delivery.click();
            assertThat(page.locator("#progress")).containsText("Attempt 1");
            assertThat(page.locator("#progress h2")).hasText("Dead");
            assertThat(page.locator("#progress")).containsText("Attempt 2");
            browser.examine(page, "delivery-dead");

            page.navigate(console("/dead-letters"));
            browser.examine(page, "dead-letters");
            page.getByRole(AriaRole.LINK, named("hookgate.webhook.received")).click();
            page.getByRole(AriaRole.BUTTON, named("Send again")).click();
            assertThat(page.locator("#progress h2")).hasText("Delivered");
            browser.examine(page, "delivery-delivered");

            page.getByRole(AriaRole.LINK, named("hookgate.webhook.received")).click();
            browser.examine(page, "event");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private String registerSource(Page page) {
        page.getByRole(AriaRole.LINK, named("Register a source")).first().click();
        browser.examine(page, "gallery");
        page.locator("a.provider[href$='/new/generic-webhook']").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Shop");
        page.locator("#settings-verification").fill("{\"type\": \"nothing\"}");
        page.getByRole(AriaRole.BUTTON, named("Register a source")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        browser.examine(page, "source-form-refused");
        page.locator("#settings-verification").fill("{\"type\": \"none\"}");
        page.getByRole(AriaRole.BUTTON, named("Register a source")).click();
        assertThat(page.getByText("Waiting for the first event")).isVisible();
        browser.examine(page, "source-waiting");
        page.getByRole(AriaRole.BUTTON, named("Copy")).first().click();
        assertThat(page.getByText("Copied")).isVisible();
        String copied = (String) page.evaluate("navigator.clipboard.readText()");
        assertThat(copied).matches("http://localhost:\\d+/in/[\\w-]+");
        return base + URI.create(copied).getPath();
    }

    private void subscribe(Page page, String target) {
        page.navigate(console("/endpoints/new"));
        page.locator("#name").fill("Billing");
        page.locator("#url").fill(target);
        page.getByText("More settings").click();
        page.locator("#retry").selectOption("schedule");
        page.locator("#schedule").fill("1");
        page.locator("#pattern").fill("{\"data\": {\"total\": [{\"numeric\": [\"greater\", 50]}]}}");
        assertThat(page.locator("#preview")).containsText("/pattern/data/total/0/numeric");
        page.locator("#pattern").fill("{\"data\": {\"total\": [{\"numeric\": [\">\", 10]}]}}");
        assertThat(page.locator("#preview")).containsText("1 of the latest 1 events match");
        browser.examine(page, "subscribe");
        page.getByRole(AriaRole.BUTTON, named("Subscribe")).click();
        assertThat(page.getByText("The endpoint is made and subscribed.")).isVisible();
        page.getByRole(AriaRole.BUTTON, named("Show secret and code")).click();
        assertThat(page.locator("#signing-secret")).containsText("whsec_");
        browser.examine(page, "endpoint");
    }

    @Test
    void readsWellInBothLanguagesAndBothThemes() {
        JsonObject source = fixture.openSource();
        JsonObject endpoint = fixture.endpoint("http://127.0.0.1:9/");
        JsonObject subscription = fixture.subscribe(endpoint, new JsonObject());
        List<String> paths = List.of(
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
                "/api-keys",
                "/settings",
                "/events/00000000-0000-7000-8000-000000000000");
        visit(browser.open("zh-CN", ColorScheme.DARK, credentials()), paths, "zh-dark");
        assertThat(browser.complaints()).isEmpty();
    }

    private void visit(Page page, List<String> paths, String suffix) {
        for (String path : paths) {
            page.navigate(console(path));
            String name = path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "one").replaceAll("[^a-z-]+", "-");
            browser.examine(page, "page" + name + "-" + suffix);
        }
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
        return base + "/console/t/" + fixture.slug() + path;
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

package io.hookgate.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of the console with which a tenant is managed, in a real browser. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class ConsoleSettingsIT {
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

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
        assertThat(browser.complaints()).isEmpty();
        browser.close();
    }

    @Test
    void showsQuotasToWhoeverMayLookAndChangesThemForThePlatform() {
        fixture.openSource();
        Page page = asPlatform("en", ColorScheme.LIGHT);
        page.navigate(console("/settings/quotas"));
        assertThat(page.locator("meter")).hasCount(0);
        page.locator("#sources").fill("1");
        page.locator("#eventsPerDay").fill("1000000");
        page.locator("#payloadBytes").fill("262144");
        page.locator("#endpoints").fill("many");
        page.locator("main form button.main").click();
        assertThat(page.locator("#endpoints-fault")).containsText("must be a whole number from 0 to");
        assertThat(page.locator("#sources")).hasValue("1");
        browser.examine(page, "quotas-refused");

        page.locator("#endpoints").fill("20");
        page.locator("main form button.main").click();

        assertThat(page.getByText("Saved.")).isVisible();
        assertThat(page.locator("meter")).hasCount(3);
        assertThat(page.locator("meter.bad")).hasCount(1);
        assertThat(page.locator(".gauge").first()).containsText("1 of 1");
        assertThat(page.locator(".gauge").last()).containsText("256 KiB");
        browser.examine(page, "quotas");
        Page viewer = as("viewer", "zh-CN", ColorScheme.DARK);
        viewer.navigate(console(""));
        viewer.locator("nav a[href$='/settings/quotas']").click();
        assertThat(viewer.locator(".gauge").first()).containsText("1 / 1");
        assertThat(viewer.locator("main form")).hasCount(0);
        browser.examine(viewer, "quotas-viewer-zh-dark");
        onPhone(viewer, "quotas-phone");
    }

    @Test
    void givesATenantAnIdentityProviderAndTakesItAway() {
        Page page = asPlatform("en", ColorScheme.LIGHT);
        page.navigate(console("/settings/identity-provider"));
        browser.examine(page, "provider-none");
        page.locator("#issuer").fill("http://login.example/");
        page.locator("#clientId").fill("hookgate");
        page.locator("#clientSecret").fill("never-to-be-seen");
        page.locator("#emailDomains").fill(fixture.slug() + ".example\nnot a domain!");
        submit(page);
        assertThat(page.locator("#domains-hint .fault")).containsText("must be a domain");
        page.locator("#emailDomains").fill(fixture.slug() + ".example");
        submit(page);
        assertThat(page.locator("#issuer-hint .fault")).containsText("must be an https URL");
        browser.examine(page, "provider-refused");

        String host = fixture.slug() + ".login.example";
        page.locator("#issuer").fill("https://" + host + "/");
        page.locator("#clientSecret").fill("never-to-be-seen");
        submit(page);

        assertThat(page.getByText("Saved.")).isVisible();
        assertThat(page.content()).doesNotContain("never-to-be-seen");
        assertThat(page.locator("#redirect-uri")).hasText(Pattern.compile(base + "/login/callback/[0-9a-f-]{36}"));
        browser.examine(page, "provider");
        JsonObject stored = provider().with(200);
        assertThat(stored.getBoolean("hasClientSecret")).isTrue();
        assertThat(stored.getJsonArray("emailDomains")).containsExactly(fixture.slug() + ".example");

        page.locator("details:has(#roleNames) > summary").click();
        page.locator("#roleNames").fill("hookgate-admins = admin");
        submit(page);
        assertThat(page.getByText("Saved.")).isVisible();
        assertThat(provider().with(200).getBoolean("hasClientSecret")).isTrue();
        assertThat(provider().with(200).getJsonObject("roleNames").getString("hookgate-admins"))
                .isEqualTo("admin");
        showsToAdministratorsWhatTheyCannotChange();

        delete(page, "another.example");
        assertThat(page.locator("#confirm-delete-fault")).isVisible();
        assertThat(provider().status()).isEqualTo(200);
        page.locator("#confirm-delete").fill(host);
        page.locator("form[action$='/delete'] button.danger").click();
        assertThat(page.getByText("The provider is taken away.")).isVisible();
        assertThat(provider().status()).isEqualTo(404);
    }

    private void showsToAdministratorsWhatTheyCannotChange() {
        Page admin = as("admin", "zh-CN", ColorScheme.DARK);
        admin.navigate(console("/settings"));
        admin.locator("a[href$='/settings/identity-provider']").click();
        assertThat(admin.locator("#redirect-uri")).isVisible();
        assertThat(admin.locator("main form")).hasCount(0);
        assertThat(admin.content()).doesNotContain("never-to-be-seen");
        browser.examine(admin, "provider-admin-zh-dark");
        onPhone(admin, "provider-phone");
    }

    private Api.Answer provider() {
        return fixture.api().get(fixture.path("/identity-provider"));
    }

    private static void submit(Page page) {
        page.locator("main form button.main").click();
    }

    private static void delete(Page page, String name) {
        page.locator("details.danger > summary").click();
        page.locator("#confirm-delete").fill(name);
        page.locator("form[action$='/delete'] button.danger").click();
    }

    @Test
    void confinesAKeyToAnApplicationAndEndsIt() {
        JsonObject application = fixture.api()
                .post(fixture.path("/applications"), new JsonObject().put("name", "Partner"))
                .with(201);
        Page page = asPlatform("zh-CN", ColorScheme.DARK);
        page.navigate(console("/api-keys"));
        page.locator("#name").fill("partner");
        page.locator("#role").selectOption("subscriber");
        page.locator("#expiresAt").fill("2001-01-31T12:00");
        submit(page);
        assertThat(page.locator("#application-hint .fault")).hasText("角色为订阅方时必须填写");
        page.locator("#applicationId").selectOption(application.getString("id"));
        submit(page);
        assertThat(page.locator("#expires-hint .fault")).hasText("须为将来的时间");
        browser.examine(page, "api-key-refused-zh-dark");

        page.locator("#expiresAt").fill("2101-01-31T12:00");
        submit(page);

        assertThat(page.locator("#new-key")).containsText("hgk_");
        assertThat(page.locator("tbody tr")).containsText("Partner");
        browser.examine(page, "api-key-created-zh-dark");
        JsonObject key = fixture.api().get(fixture.path("/api-keys")).items().getJsonObject(0);
        assertThat(key.getString("role")).isEqualTo("subscriber");
        assertThat(key.getString("applicationId")).isEqualTo(application.getString("id"));
        assertThat(key.getString("expiresAt")).isEqualTo("2101-01-31T12:00:00Z");
        page.locator("tbody a").click();
        assertThat(page.locator(".facts a")).hasText("Partner");
    }

    @Test
    void offersWhatTheAuditLogKnowsInWords() {
        fixture.openSource();
        Page page = asPlatform("zh-CN", ColorScheme.LIGHT);
        page.navigate(console("/audit"));

        page.locator("#action").selectOption("create");
        page.locator("#objectType").selectOption("source");
        page.locator("form[role='search'] button.main").click();

        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("#action option:checked")).hasText("创建");
        assertThat(page.locator("#objectType option:checked")).hasText("来源");
        browser.examine(page, "audit-filtered-zh");
        page.navigate(console("/audit?action=of-another-time"));
        assertThat(page.locator("#action option:checked")).hasText("of-another-time");
    }

    @Test
    void saysInChineseWhatTheApiSaysIsWrong() {
        Page page = asPlatform("zh-CN", ColorScheme.LIGHT);
        page.navigate(console("/endpoints/00000000-0000-7000-8000-000000000000"));
        assertThat(page.locator("main")).containsText("没有这样的端点。");
        page.navigate(console("/subscriptions/new"));
        page.locator("#pattern").fill("{\"type\": []}");
        Locator preview = page.locator("#preview");
        assertThat(preview).containsText("数组至少需要一个值或条件");
        page.locator("#pattern").fill("{\"type\": [}");
        assertThat(preview).containsText("这不是 JSON：第 1 行");
        browser.examine(page, "pattern-refused-zh");
    }

    @Test
    void saysBesideTheSearchThatAnIdentifierIsNone() {
        Page page = as("viewer", "en", ColorScheme.DARK);
        for (String section : List.of("events", "deliveries")) {
            page.navigate(console("/" + section + "?id=order-1"));
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("An identifier is a UUID.");
            assertThat(page.locator("form input[name='id']")).hasValue("order-1");
            browser.examine(page, section + "-refused");
        }
    }

    private void onPhone(Page page, String name) {
        page.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("no page is wider than the phone")
                .isLessThanOrEqualTo(PHONE_WIDTH);
        browser.examine(page, name);
    }

    private Page asPlatform(String language, ColorScheme scheme) {
        return open(GatewayServers.BOOTSTRAP_KEY, language, scheme);
    }

    private Page as(String role, String language, ColorScheme scheme) {
        JsonObject key = new JsonObject().put("name", role).put("role", role);
        return open(fixture.api().post(fixture.path("/api-keys"), key).with(201).getString("key"), language, scheme);
    }

    private Page open(String key, String language, ColorScheme scheme) {
        return browser.open(language, scheme, Map.of("Authorization", "Bearer " + key));
    }

    private String console(String path) {
        return base + "/console/t/" + fixture.slug() + path;
    }
}

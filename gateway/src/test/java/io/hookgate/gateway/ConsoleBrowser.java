package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real Chromium, and what it must never see: an error in the console, or a request to somewhere else. */
final class ConsoleBrowser implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final double PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> allowed;
    private final List<String> complaints = new ArrayList<>();

    /** May ask only addresses that begin with one of these. */
    ConsoleBrowser(List<String> allowed) {
        this.allowed = allowed;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** A window of its own, without any session. */
    Page open(String language, ColorScheme scheme, Map<String, String> headers) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(language)
                .setColorScheme(scheme)
                .setViewportSize(1360, 900)
                .setPermissions(List.of("clipboard-read", "clipboard-write"))
                .setExtraHTTPHeaders(headers));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            boolean refusal = message.text().matches(".*responded with a status of (403|404|422|503).*");
            if (!refusal && (message.type().equals("error") || message.type().equals("warning"))) {
                complaints.add(page.url() + " says " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + " fails: " + error));
        page.onRequest(request -> {
            if (allowed.stream().noneMatch(request.url()::startsWith)) {
                complaints.add(page.url() + " asks for " + request.url());
            }
        });
        return page;
    }

    /** Keeps a picture of the page, and holds it against the rules of accessibility. */
    void examine(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
        AxeResults results = new AxeBuilder(page).analyze();
        assertThat(results.getViolations())
                .as(() -> name + ": "
                        + results.getViolations().stream()
                                .map(ConsoleBrowser::describe)
                                .toList())
                .isEmpty();
    }

    private static String describe(Rule rule) {
        return rule.getId() + " at "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    /** What was seen that must not be. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private static Path chromium() {
        return Stream.of(
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The console's tests need Chromium; install it with the system's package manager,"
                                + " for instance: apt-get install chromium"));
    }

    @Override
    public void close() {
        playwright.close();
    }
}

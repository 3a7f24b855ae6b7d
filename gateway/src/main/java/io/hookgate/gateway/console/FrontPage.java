package io.hookgate.gateway.console;

import io.hookgate.local.DemoAccount;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Pages for people who are not signed in, in their language. They show nothing that a request has brought. */
@ApplicationScoped
public class FrontPage {
    /** What a browser may load for one of these pages, as for every page of the console. */
    public static final String CONTENT_SECURITY_POLICY = ConsoleResponses.CONTENT_SECURITY_POLICY;

    private final List<DemoAccount> accounts;

    FrontPage(@ConfigProperty(name = "hookgate.console.demo-accounts", defaultValue = "false") boolean namesAccounts) {
        this.accounts = namesAccounts ? DemoAccount.all() : List.of();
    }

    @CheckedTemplate(basePath = "front")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance message(Shell shell, String kind, long retrySeconds, List<DemoAccount> accounts);
    }

    /** What a page says. */
    public enum Kind {
        /** The identity provider is starting or away; the page tries again by itself. */
        UNAVAILABLE,
        /** There is no identity provider. */
        SWITCHED_OFF,
        /** The identity provider has not let somebody in. */
        REFUSED,
        /** Somebody has signed out. */
        SIGNED_OUT
    }

    /** The language that this browser wants. */
    public static Locale language(HttpServerRequest request) {
        return Preferences.language(request);
    }

    /** The colours that this browser wants: {@code light}, {@code dark} or {@code auto}. */
    public static String theme(HttpServerRequest request) {
        return Preferences.theme(request);
    }

    /** The page that says this; one that tries again does so after {@code retry}. */
    public String render(HttpServerRequest request, Kind kind, Duration retry) {
        Shell shell = new Shell(
                "", "", "", null, Preferences.language(request).getLanguage(), Preferences.theme(request), "", null);
        return Templates.message(shell, kind.name(), retry.toSeconds(), accounts)
                .setLocale(Preferences.language(request))
                .render();
    }
}

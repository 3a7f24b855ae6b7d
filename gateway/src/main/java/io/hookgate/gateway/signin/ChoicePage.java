package io.hookgate.gateway.signin;

import io.hookgate.gateway.console.FrontPage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Asks for an e-mail address or an organisation, which say at which provider somebody signs in. */
@ApplicationScoped
class ChoicePage {
    private final Providers providers;

    ChoicePage(Providers providers) {
        this.providers = providers;
    }

    @CheckedTemplate(basePath = "signin")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance choice(Look shell, String wanted, boolean platform);
    }

    /** What the document around the page wants to know. */
    record Look(Locale language, String theme) {

        public String languageTag() {
            return language.equals(Locale.CHINESE) ? "zh-CN" : language.getLanguage();
        }
    }

    /** @param wanted the page of the console to go on to, checked */
    String render(HttpServerRequest request, String wanted) {
        Locale language = FrontPage.language(request);
        return Templates.choice(
                        new Look(language, FrontPage.theme(request)),
                        wanted,
                        providers.platform().isPresent())
                .setLocale(language)
                .render();
    }
}

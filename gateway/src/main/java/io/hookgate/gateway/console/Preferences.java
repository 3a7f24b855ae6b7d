package io.hookgate.gateway.console;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How somebody wants to see the console; kept in cookies of their browser. */
final class Preferences {
    private static final String LANGUAGE = "hookgate-language";
    private static final String THEME = "hookgate-theme";
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);
    private static final List<String> THEMES = List.of("auto", "light", "dark");
    private static final Duration KEPT = Duration.ofDays(365);

    private Preferences() {}

    /** The language that was chosen, or else the one that the browser prefers. */
    static Locale language(HttpServerRequest request) {
        Cookie chosen = request.getCookie(LANGUAGE);
        if (chosen != null && isLanguage(chosen.getValue())) {
            return Locale.forLanguageTag(chosen.getValue());
        }
        return preferred(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static Locale preferred(@Nullable String accepted) {
        if (accepted == null) {
            return Locale.ENGLISH;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

    static String theme(HttpServerRequest request) {
        Cookie chosen = request.getCookie(THEME);
        return chosen != null && THEMES.contains(chosen.getValue()) ? chosen.getValue() : THEMES.get(0);
    }

    /** Keeps what was chosen; what is not known is left as it was. */
    static void choose(RoutingContext request, @Nullable String language, @Nullable String theme) {
        if (language != null && isLanguage(language)) {
            request.response().addCookie(cookie(request, LANGUAGE, language));
        }
        if (theme != null && THEMES.contains(theme)) {
            request.response().addCookie(cookie(request, THEME, theme));
        }
    }

    private static boolean isLanguage(String tag) {
        return LANGUAGES.stream().anyMatch(known -> known.getLanguage().equals(tag));
    }

    private static Cookie cookie(RoutingContext request, String name, String value) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setMaxAge(KEPT.toSeconds())
                .setHttpOnly(true)
                .setSecure(request.request().isSSL())
                .setSameSite(CookieSameSite.LAX);
    }
}

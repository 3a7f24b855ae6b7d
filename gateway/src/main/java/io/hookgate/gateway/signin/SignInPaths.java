package io.hookgate.gateway.signin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of signing in and out. */
final class SignInPaths {
    static final String CONSOLE = "/console";
    static final String LOGIN = "/login";
    static final String LOGIN_FAILED = "/login/failed";
    static final String CHOOSE = "/login/organisation";
    static final String LOGOUT = "/logout";
    static final String LOGGED_OUT = "/logout/done";

    /** Parameters of {@link #LOGIN} by which a provider is chosen, and the one that says where to go after it. */
    static final String TENANT = "tenant";

    static final String EMAIL = "email";
    static final String PROVIDER = "provider";
    static final String RETURN = "return";

    /** Says that a session had ended and a new one is begun. */
    static final String AGAIN = "again";

    private static final Pattern PAGE_OF_TENANT = Pattern.compile("/console/t/([^/]+)(?:/.*)?");
    private static final String CALLBACK = "/login/callback/";
    private static final String BACK_CHANNEL = "/logout/back-channel/";

    private SignInPaths() {}

    /** Where a provider sends the browser back to. */
    static String callback(String providerId) {
        return CALLBACK + providerId;
    }

    /** Where a provider says that a session has ended. */
    static String backChannel(String providerId) {
        return BACK_CHANNEL + providerId;
    }

    /** The provider that sends a browser to this path. */
    static Optional<String> callbackOf(String path) {
        return path.startsWith(CALLBACK) ? Optional.of(path.substring(CALLBACK.length())) : Optional.empty();
    }

    /** The provider that says at this path that a session has ended. */
    static Optional<String> backChannelOf(String path) {
        return path.startsWith(BACK_CHANNEL) ? Optional.of(path.substring(BACK_CHANNEL.length())) : Optional.empty();
    }

    /** The tenant whose page this is. */
    static Optional<String> tenantOf(String path) {
        return Optional.of(PAGE_OF_TENANT.matcher(path))
                .filter(Matcher::matches)
                .map(page -> page.group(1));
    }

    /** Whether a session is needed at this path. */
    static boolean needsSession(String path) {
        return path.equals(CONSOLE)
                || path.startsWith(CONSOLE + "/")
                || path.equals(LOGIN)
                || path.startsWith(CALLBACK)
                || path.equals(LOGOUT);
    }

    /**
     * Where to go after sign-in: what was asked for if that is a page of the console, and the console otherwise. Never
     * another site: a browser takes {@code //host} and {@code /\host} for one.
     */
    static String afterSignIn(Optional<String> wanted) {
        return wanted.filter(path -> path.matches("/console(/[A-Za-z0-9_~.%/-]*)?([?][A-Za-z0-9_~.%/=&+,:-]*)?"))
                .filter(path -> !path.contains("//") && !path.contains(".."))
                .orElse(CONSOLE);
    }
}

package io.hookgate.gateway.signin;

/** Pages that need nothing but themselves; they show nothing that a request has brought. */
final class SignInPage {
    private static final String PAGE = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s · Hookgate</title>
        %2$s<style>
        body { font: 16px/1.5 system-ui, sans-serif; margin: 20vh auto; max-width: 32rem; padding: 0 1rem;
               color: #1f2933; background: #fff; }
        a { color: #0b5cad; }
        @media (prefers-color-scheme: dark) { body { color: #e4e7eb; background: #1a1f24; } a { color: #7cb8f7; } }
        </style>
        </head>
        <body>
        <h1>%1$s</h1>
        <p>%3$s</p>
        </body>
        </html>
        """;

    private SignInPage() {}

    static String unavailable(int retrySeconds) {
        return page(
                "Sign-in is not there yet",
                "<meta http-equiv=\"refresh\" content=\"" + retrySeconds + "\">\n",
                "The sign-in server is starting or cannot be reached. This page tries again by itself.");
    }

    static String switchedOff() {
        return page(
                "Sign-in is switched off",
                "",
                "This Hookgate runs without an identity provider, so that the console cannot be used."
                        + " The API can, with an API key.");
    }

    static String refused() {
        return page(
                "You are not signed in",
                "",
                "The sign-in server has not let you in, or the attempt took too long."
                        + " <a href=\"/login\">Try again</a>");
    }

    static String signedOut() {
        return page("You are signed out", "", "<a href=\"/login\">Sign in again</a>");
    }

    private static String page(String title, String head, String text) {
        return PAGE.formatted(title, head, text);
    }
}

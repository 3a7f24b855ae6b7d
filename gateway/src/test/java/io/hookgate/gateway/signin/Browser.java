package io.hookgate.gateway.signin;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of a browser as signing in needs: cookies, redirects one by one, and the provider's form. */
final class Browser {
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final int MAX_REDIRECTS = 10;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final List<String> visited = new ArrayList<>();

    HttpResponse<String> get(String url) {
        return get(url, Map.of());
    }

    HttpResponse<String> get(String url, Map<String, String> headers) {
        visited.add(url);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return send(request.build());
    }

    /** Follows redirects to the page at their end. */
    HttpResponse<String> open(String url) {
        HttpResponse<String> response = get(url);
        for (int redirects = 0; response.statusCode() / 100 == 3; redirects++) {
            if (redirects == MAX_REDIRECTS) {
                throw new IllegalStateException("Redirects without end: " + visited);
            }
            response = get(location(response));
        }
        return response;
    }

    /** Fills the provider's form, which this page holds, and follows what comes after it. */
    HttpResponse<String> signIn(HttpResponse<String> page, String user, String password) {
        HttpResponse<String> answer = submit(page, user, password);
        return answer.statusCode() / 100 == 3 ? open(location(answer)) : answer;
    }

    /** Fills the provider's form and stays at its answer. */
    HttpResponse<String> submit(HttpResponse<String> page, String user, String password) {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException("No form at " + page.uri() + ", status " + page.statusCode());
        }
        Map<String, String> fields = Map.of("username", user, "password", password, "credentialId", "");
        return send(HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
                .build());
    }

    static String location(HttpResponse<String> response) {
        return response.uri()
                .resolve(response.headers().firstValue("location").orElseThrow())
                .toString();
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    Optional<HttpCookie> cookie(String prefix) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().startsWith(prefix))
                .findFirst();
    }

    /** Puts a cookie into the browser, as somebody who attacks it would. */
    void plant(String base, String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        // As the platform's cookie manager calls a host without a dot.
        cookie.setDomain(URI.create(base).getHost().replaceFirst("^localhost$", "localhost.local"));
        cookies.getCookieStore().add(URI.create(base), cookie);
    }

    List<String> visited() {
        return List.copyOf(visited);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            // Browsers take this machine for a secure place; the cookie manager of the platform does not.
            cookies.getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
            return response;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

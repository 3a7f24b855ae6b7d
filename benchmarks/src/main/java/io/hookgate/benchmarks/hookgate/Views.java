package io.hookgate.benchmarks.hookgate;

import io.hookgate.benchmarks.product.ProductException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people look at in a tenant: each page of the console to which links lead, and the searches that the API offers. */
final class Views {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"#]+)");
    private static final int MOST_PAGES = 150;
    /** The first links of a list lead to pages of the same kind. */
    private static final int MOST_OF_A_KIND = 3;

    /** While the provider of identities starts, there is no console. */
    private static final int STARTING = 503;

    private static final int START_SECONDS = 300;

    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|cursor=[^&]+");

    private static final List<String> SEARCHES = List.of(
            "events",
            "events?limit=100",
            "events?type=com.example.order.created",
            "events?type=com.example.rare",
            "events?type=com.example.missing",
            "events?subject=customer-7",
            "events?subject=customer-none",
            "events?source=none",
            "events?status=unmatched",
            "events?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z",
            "events?to=2020-01-01T00:00:00Z",
            "deliveries",
            "deliveries?limit=100",
            "deliveries?status=delivered",
            "deliveries?status=retrying",
            "deliveries?status=dead",
            "deliveries?status=cancelled",
            "deliveries?status=pending",
            "deliveries?status=dead,retrying",
            "deliveries?statusCode=503",
            "deliveries?statusCode=418",
            "deliveries?cause=attempts-exhausted",
            "deliveries?cause=endpoint-deleted",
            "deliveries?to=2020-01-01T00:00:00Z",
            "requests",
            "requests?outcome=rejected",
            "requests?outcome=unavailable",
            "requests?cause=signature-mismatch",
            "requests?cause=malformed-body",
            "audit",
            "audit?action=update",
            "audit?action=rare",
            "audit?action=missing",
            "audit?actor=person-7",
            "audit?actor=nobody",
            "audit?objectId=none",
            "audit?objectType=source",
            "sources",
            "endpoints",
            "subscriptions",
            "jobs",
            "members",
            "applications",
            "api-keys");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ManagementApi api;
    private final String slug;

    Views(ManagementApi api, String slug) {
        this.api = api;
        this.slug = slug;
    }

    /** Follows the links of the console as it is now, and adds the searches. */
    List<HttpRequest> all() {
        return Stream.concat(
                        pages().stream(), SEARCHES.stream().map(search -> "/api/v1/tenants/" + slug + "/" + search))
                .map(api::view)
                .toList();
    }

    private Set<String> pages() {
        String home = "/console/t/" + slug;
        Set<String> found = new LinkedHashSet<>(List.of(home));
        Queue<String> unread = new ArrayDeque<>(found);
        while (!unread.isEmpty() && found.size() < MOST_PAGES) {
            LINK.matcher(text(unread.remove()))
                    .results()
                    .map(link -> link.group(1).replace("&amp;", "&"))
                    .filter(path -> path.equals(home) || path.startsWith(home + "/") || path.startsWith(home + "?"))
                    .filter(path -> !found.contains(path) && ofAKind(found, path) < MOST_OF_A_KIND)
                    .forEach(path -> {
                        if (found.add(path)) {
                            unread.add(path);
                        }
                    });
        }
        return found;
    }

    private static long ofAKind(Set<String> found, String path) {
        String kind = kind(path);
        return found.stream().filter(other -> kind(other).equals(kind)).count();
    }

    private static String kind(String path) {
        return IDENTIFIER.matcher(path).replaceAll("…");
    }

    private String text(String path) {
        try {
            HttpResponse<String> response = http.send(api.view(path), HttpResponse.BodyHandlers.ofString());
            for (int wait = 0; response.statusCode() == STARTING && wait < START_SECONDS; wait++) {
                TimeUnit.SECONDS.sleep(1);
                response = http.send(api.view(path), HttpResponse.BodyHandlers.ofString());
            }
            if (response.statusCode() != 200) {
                throw new ProductException("GET " + path + " was answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new ProductException("GET " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException("Interrupted", e);
        }
    }
}

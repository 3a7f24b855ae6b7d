package io.hookgate.gateway.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The gateway's public API over loopback; blocking, for the demo's own thread. */
final class DemoApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String baseUrl;
    private final String apiKey;

    DemoApi(String baseUrl, String apiKey) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
    }

    /** What stands at a path, or nothing when there is none. */
    Optional<JsonObject> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(authorized(path).GET());
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(body(response));
    }

    JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
        return body(send(authorized(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))));
    }

    /** Posts to a webhook URL as a provider would. */
    int postWebhook(String url, byte[] body, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(baseUrl + URI.create(url).getRawPath() + query(url)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request).statusCode();
    }

    private static String query(String url) {
        String query = URI.create(url).getRawQuery();
        return query == null ? "" : "?" + query;
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path)).header("authorization", "Bearer " + apiKey);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject body(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    response.request().uri().getPath() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body());
    }
}

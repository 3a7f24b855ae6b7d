package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The management API as an outsider uses it: HTTP and JSON, no code of ours. */
public final class Api {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String baseUrl;
    private final Optional<String> key;

    public Api(String baseUrl, String key) {
        this(baseUrl, Optional.of(key));
    }

    private Api(String baseUrl, Optional<String> key) {
        this.baseUrl = baseUrl;
        this.key = key;
    }

    public Api anonymous() {
        return new Api(baseUrl, Optional.empty());
    }

    public Api as(String otherKey) {
        return new Api(baseUrl, Optional.of(otherKey));
    }

    public String baseUrl() {
        return baseUrl;
    }

    /** A response. */
    public record Answer(int status, String text, Map<String, java.util.List<String>> headers) {
        public JsonObject json() {
            return new JsonObject(text);
        }

        public JsonArray items() {
            return json().getJsonArray("items");
        }

        public String header(String name) {
            return headers.getOrDefault(name, java.util.List.of("")).get(0);
        }

        /** The body of a response that must have this status. */
        public JsonObject with(int expected) {
            assertThat(status).as("status of %s", text).isEqualTo(expected);
            return text.isEmpty() ? new JsonObject() : json();
        }
    }

    public Answer get(String path) {
        return send("GET", path, Optional.empty(), Map.of());
    }

    public Answer post(String path, JsonObject body) {
        return send("POST", path, Optional.of(body.encode()), Map.of("content-type", "application/json"));
    }

    public Answer patch(String path, JsonObject body) {
        return send("PATCH", path, Optional.of(body.encode()), Map.of("content-type", "application/json"));
    }

    public Answer delete(String path) {
        return send("DELETE", path, Optional.empty(), Map.of());
    }

    public Answer send(String method, String path, Optional<String> body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(path.startsWith("http") ? path : baseUrl + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        headers.forEach(request::header);
        key.ifPresent(value -> request.header("authorization", "Bearer " + value));
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

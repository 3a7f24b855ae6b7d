package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.adapter.InboundRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Posts to the webhook URL of one source, as its provider does. */
final class Provider {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String baseUrl;
    private final JsonObject source;

    private Provider(String baseUrl, JsonObject source) {
        this.baseUrl = baseUrl;
        this.source = source;
    }

    /** Registers a source with the preset in the fixture's tenant. */
    static Provider of(Fixture fixture, String preset, JsonObject settings, JsonObject secrets) {
        return registered(
                fixture,
                new JsonObject()
                        .put("adapter", "generic-webhook")
                        .put("preset", preset)
                        .put("settings", settings)
                        .put("secrets", secrets));
    }

    static Provider registered(Fixture fixture, JsonObject source) {
        JsonObject posted = new JsonObject().put("name", "source").mergeIn(source);
        return of(fixture, fixture.api().post(fixture.path("/sources"), posted).with(201));
    }

    /** Posts to a source that there is already. */
    static Provider of(Fixture fixture, JsonObject source) {
        return new Provider(fixture.api().baseUrl(), source);
    }

    JsonObject source() {
        return source;
    }

    /** The URL that was entered at the provider; what the provider signs, but not where the test's gateway listens. */
    String url() {
        return source.getString("url");
    }

    Api.Answer post(String body, Map<String, String> headers) {
        return post("", body, headers);
    }

    Api.Answer post(String query, String body, Map<String, String> headers) {
        return send("POST", query, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Api.Answer get(String query) {
        return send("GET", query, new byte[0], Map.of());
    }

    Api.Answer send(InboundRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> headers.put(name, values.get(0)));
        String query =
                request.url().getRawQuery() == null ? "" : "?" + request.url().getRawQuery();
        return send(request.method(), query, request.body(), headers);
    }

    Api.Answer send(String method, String query, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(baseUrl + URI.create(url()).getRawPath() + query))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Api.Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void assertAccepted(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    }

    static void assertUnauthorized(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
    }

    /** The body with one bit of a byte in its middle turned over. */
    static String altered(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        bytes[bytes.length / 2] ^= 1;
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}

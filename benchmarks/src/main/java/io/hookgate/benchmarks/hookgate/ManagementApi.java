package io.hookgate.benchmarks.hookgate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.benchmarks.product.ProductException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Hookgate's management API, version 1. Safe for several threads. */
final class ManagementApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI base;
    private final String key;

    /** Speaks to {@code base} with an API key. */
    ManagementApi(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** Whether the gateway says that it takes requests. */
    boolean ready() {
        try {
            HttpRequest probe = HttpRequest.newBuilder(base.resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException("Interrupted", e);
        }
    }

    /**
     * Creates something.
     *
     * @param path below {@code /api/v1}
     * @throws ProductException when the answer is not a 2xx
     */
    JsonNode create(String path, Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/v1" + path))
                    .timeout(TIMEOUT)
                    .header("authorization", "Bearer " + key)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new ProductException(
                        "POST " + path + " was answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new ProductException("POST " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException("Interrupted", e);
        }
    }

    /**
     * The metrics, in Prometheus' text format.
     *
     * @throws ProductException when there are none
     */
    String metrics() {
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve("/q/metrics"))
                    .timeout(TIMEOUT)
                    .header("authorization", "Bearer " + key)
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new ProductException("The metrics were answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new ProductException("The metrics cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException("Interrupted", e);
        }
    }

    /** A request for something to look at, with the key; at most for half a minute. */
    HttpRequest view(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("authorization", "Bearer " + key)
                .header("accept", "text/html, application/json")
                .build();
    }

    /** A value as JSON text. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** JSON text as a value. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package io.hookgate.adapter.generic;

import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.SourceConfiguration;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds requests and sources for tests. */
final class Requests {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final String SOURCE_URI = "/sources/test";
    private static final GenericWebhookAdapter ADAPTER = new GenericWebhookAdapter();

    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private String method = "POST";
    private String url = "https://hooks.example.com/in/key";
    private byte[] body = new byte[0];
    private String remoteAddress = "203.0.113.7";

    static Requests post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    static Requests post(byte[] body) {
        Requests request = new Requests();
        request.body = body;
        return request;
    }

    static Requests get(String url) {
        Requests request = new Requests();
        request.method = "GET";
        request.url = url;
        return request;
    }

    Requests method(String value) {
        method = value;
        return this;
    }

    Requests url(String value) {
        url = value;
        return this;
    }

    Requests from(String address) {
        remoteAddress = address;
        return this;
    }

    Requests header(String name, String value) {
        headers.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
        return this;
    }

    Requests headers(Map<String, String> values) {
        values.forEach(this::header);
        return this;
    }

    Requests json() {
        return header("Content-Type", "application/json");
    }

    InboundRequest build() {
        URI address = URI.create(url);
        return new InboundRequest(method, address, headers, query(address.getRawQuery()), body, remoteAddress);
    }

    AdapterResult to(ConfiguredSource source) {
        return to(source, NOW);
    }

    AdapterResult to(ConfiguredSource source, Instant now) {
        return source.receive(build(), Documents.NONE, now);
    }

    static ConfiguredSource source(Map<String, Object> settings, Map<String, String> secrets) {
        try {
            return configure(Optional.empty(), settings, secrets);
        } catch (InvalidConfigurationException e) {
            throw new AssertionError("The configuration was refused: " + e.faults(), e);
        }
    }

    static ConfiguredSource configure(
            Optional<String> preset, Map<String, Object> settings, Map<String, String> secrets)
            throws InvalidConfigurationException {
        return ADAPTER.configure(new SourceConfiguration(SOURCE_URI, preset, settings, secrets));
    }

    private static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), ignored -> new ArrayList<>())
                        .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}

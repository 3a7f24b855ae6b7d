package io.hookgate.gateway.ingress;

import io.hookgate.adapter.InboundRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the server's view of a request into the adapters'. */
final class RequestReader {
    private static final int MAX_QUERY_PARAMETERS = 256;

    private final String publicUrl;

    RequestReader(String publicUrl) {
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
    }

    /** The request, or nothing when its target is not a valid URI. */
    Optional<InboundRequest> read(HttpServerRequest request, byte[] body) {
        try {
            return Optional.of(new InboundRequest(
                    request.method().name(),
                    URI.create(publicUrl + request.uri()),
                    headers(request.headers()),
                    query(request),
                    body,
                    Optional.ofNullable(request.remoteAddress().hostAddress()).orElse("")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, List<String>> headers(MultiMap headers) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        for (String name : headers.names()) {
            byName.put(name, headers.getAll(name));
        }
        return byName;
    }

    private static Map<String, List<String>> query(HttpServerRequest request) {
        if (request.query() == null) {
            return Map.of();
        }
        return new QueryStringDecoder(
                        request.uri(), java.nio.charset.StandardCharsets.UTF_8, true, MAX_QUERY_PARAMETERS)
                .parameters();
    }
}

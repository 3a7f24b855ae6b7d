package io.hookgate.gateway.ingress;

import io.hookgate.adapter.InboundRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the server's view of a request into the adapters', or refuses what no adapter should have to look at. */
final class RequestReader {
    private static final int MAX_QUERY_PARAMETERS = 256;
    private static final Set<String> COMPRESSIONS = Set.of("gzip", "x-gzip", "deflate", "br", "zstd", "compress");

    private final String publicUrl;
    private final int maxHeaders;
    private final int maxTargetLength;

    RequestReader(String publicUrl, int maxHeaders, int maxTargetLength) {
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
        this.maxHeaders = maxHeaders;
        this.maxTargetLength = maxTargetLength;
    }

    /** What of a request is there before its body. */
    sealed interface Head {
        /** All of it can be read. */
        record Read(
                String method,
                URI url,
                Map<String, List<String>> headers,
                Map<String, List<String>> query,
                String remoteAddress)
                implements Head {

            InboundRequest with(byte[] body) {
                return new InboundRequest(method, url, headers, query, body, remoteAddress);
            }
        }

        /** It is not to be read any further. */
        record Refused(Answer answer) implements Head {}
    }

    /** Reads a request's line and headers. */
    Head head(HttpServerRequest request) {
        return refusal(request).<Head>map(Head.Refused::new).orElseGet(() -> read(request));
    }

    private Optional<Answer> refusal(HttpServerRequest request) {
        String target = request.uri();
        if (target.length() > maxTargetLength) {
            return refused(414, "target-too-long", "The URL is longer than " + maxTargetLength + " characters.");
        }
        if (request.headers().size() > maxHeaders) {
            return refused(431, "too-many-headers", "The request has more than " + maxHeaders + " headers.");
        }
        if (target.chars().filter(c -> c == '&').count() >= MAX_QUERY_PARAMETERS) {
            return refused(414, "target-too-long", "The query has more than " + MAX_QUERY_PARAMETERS + " parameters.");
        }
        String transfer = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (transfer != null && !transfer.strip().equalsIgnoreCase("chunked")) {
            return refused(400, "bad-transfer-encoding", "The only transfer encoding that is taken is chunked.");
        }
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && COMPRESSIONS.contains(coding.strip().toLowerCase(Locale.ROOT))) {
            return refused(415, "compressed-body", "Compressed bodies are not taken; send the body as it is.");
        }
        return Optional.empty();
    }

    private Head read(HttpServerRequest request) {
        try {
            return new Head.Read(
                    request.method().name(),
                    url(request.uri()),
                    headers(request.headers()),
                    query(request),
                    Optional.ofNullable(request.remoteAddress().hostAddress()).orElse(""));
        } catch (IllegalArgumentException e) {
            return new Head.Refused(Answer.refused(400, "bad-request-target", "The URL of the request is not valid."));
        }
    }

    private URI url(String target) {
        if (!target.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("not printable ASCII");
        }
        // A request to a proxy names the whole URL; what counts is the path behind our own.
        int start = target.startsWith("/") ? 0 : target.indexOf('/', target.indexOf("//") + 2);
        return URI.create(publicUrl + target.substring(Math.max(0, start)));
    }

    private static Optional<Answer> refused(int status, String code, String detail) {
        return Optional.of(Answer.refused(status, code, detail));
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
        return new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_QUERY_PARAMETERS).parameters();
    }
}

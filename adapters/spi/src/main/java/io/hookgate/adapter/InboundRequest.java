package io.hookgate.adapter;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One HTTP request as it came in. Nothing in it has been checked.
 *
 * @param method the HTTP method, upper case
 * @param url the public URL that the sender used, with its raw query
 * @param headers values by name, in the order of the request; looked up without regard to case
 * @param query decoded values by name, in the order of the request
 * @param body the exact bytes; shared, never to be written to
 * @param remoteAddress the sender's IP address, after trusted proxies have been taken off
 */
public record InboundRequest(
        String method,
        URI url,
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        @SuppressWarnings("ArrayRecordComponent") byte[] body,
        String remoteAddress) {

    /** Copies the maps; the body is shared. */
    public InboundRequest {
        method = method.toUpperCase(Locale.ROOT);
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> byName.merge(name, List.copyOf(values), InboundRequest::concat));
        headers = Collections.unmodifiableMap(byName);
        Map<String, List<String>> inOrder = new LinkedHashMap<>();
        query.forEach((name, values) -> inOrder.put(name, List.copyOf(values)));
        query = Collections.unmodifiableMap(inOrder);
    }

    /** The first value of a header, whatever its case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Every value of a header, whatever its case. */
    public List<String> headerValues(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The first value of a query parameter. */
    public Optional<String> queryParameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    @Override
    public String toString() {
        return "InboundRequest[" + method + ", " + body.length + " bytes]";
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}

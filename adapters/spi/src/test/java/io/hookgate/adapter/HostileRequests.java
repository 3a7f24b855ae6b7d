package io.hookgate.adapter;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests that nobody should send, most of them close to a valid one. Seeded. */
public final class HostileRequests {
    private static final List<String> METHODS =
            List.of("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "X", "");
    private static final List<String> VALUES = List.of(
            "",
            " ",
            ",",
            "=",
            "\u0000",
            "\u007f",
            "é",
            "\ud800",
            "-1",
            "0",
            "99999999999999999999",
            "NaN",
            "v1,",
            "t=,v1=",
            "t=1,v1=zz",
            "sha256=",
            "Bearer ",
            "Bearer a.b.c",
            "Basic !!!!",
            "application/json; charset=nonsense",
            "application/x-www-form-urlencoded",
            "text/xml",
            "%00",
            "%C0%A0",
            "\"",
            "x".repeat(1 << 14));
    private static final List<String> ADDRESSES = List.of("", "nonsense", "::1%eth0", "256.256.256.256", "fe80::1");
    private static final long SEED = 31;
    private static final int MUTATIONS = 100;

    private HostileRequests() {}

    /** Requests with one or several things wrong. */
    public static Stream<InboundRequest> like(InboundRequest valid) {
        return Stream.of(
                        bodies(valid),
                        methods(valid),
                        headers(valid),
                        queries(valid),
                        addresses(valid),
                        mixed(valid, SEED))
                .flatMap(requests -> requests);
    }

    private static Stream<InboundRequest> bodies(InboundRequest valid) {
        return HostilePayloads.like(valid.body()).map(body -> with(valid, valid.headers(), valid.query(), body));
    }

    private static Stream<InboundRequest> methods(InboundRequest valid) {
        return METHODS.stream()
                .map(method -> new InboundRequest(
                        method, valid.url(), valid.headers(), valid.query(), valid.body(), valid.remoteAddress()));
    }

    private static Stream<InboundRequest> headers(InboundRequest valid) {
        Map<String, List<String>> flood = new HashMap<>(valid.headers());
        IntStream.range(0, 2_000).forEach(i -> flood.put("x-flood-" + i, List.of("v".repeat(100))));
        return Stream.of(
                        Stream.of(Map.<String, List<String>>of(), flood),
                        valid.headers().keySet().stream().flatMap(name -> changed(valid.headers(), name)))
                .flatMap(maps -> maps)
                .map(headers -> with(valid, headers, valid.query(), valid.body()));
    }

    private static Stream<InboundRequest> queries(InboundRequest valid) {
        return Stream.concat(
                        Stream.of(Map.<String, List<String>>of()),
                        valid.query().keySet().stream().flatMap(name -> changed(valid.query(), name)))
                .map(query -> with(valid, valid.headers(), query, valid.body()));
    }

    private static Stream<InboundRequest> addresses(InboundRequest valid) {
        return ADDRESSES.stream()
                .map(address -> new InboundRequest(
                        valid.method(), valid.url(), valid.headers(), valid.query(), valid.body(), address));
    }

    private static Stream<Map<String, List<String>>> changed(Map<String, List<String>> map, String name) {
        Stream<List<String>> values = Stream.concat(
                VALUES.stream().map(List::of), Stream.of(List.of(), List.of("a", "b"), twice(map.get(name))));
        return Stream.concat(Stream.of(without(map, name)), values.map(value -> {
            Map<String, List<String>> changed = new LinkedHashMap<>(map);
            changed.put(name, value);
            return changed;
        }));
    }

    private static List<String> twice(List<String> values) {
        return values.stream().flatMap(value -> Stream.of(value, value)).toList();
    }

    private static Map<String, List<String>> without(Map<String, List<String>> map, String name) {
        Map<String, List<String>> rest = new LinkedHashMap<>(map);
        rest.remove(name);
        return rest;
    }

    /** Everything random at once, and otherwise for each seed. */
    public static Stream<InboundRequest> mixed(InboundRequest valid, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, MUTATIONS).mapToObj(i -> {
            byte[] body = new byte[random.nextInt(512)];
            random.nextBytes(body);
            return new InboundRequest(
                    random.nextBoolean() ? valid.method() : METHODS.get(random.nextInt(METHODS.size())),
                    URI.create(withoutQuery(valid.url()) + "?" + Integer.toHexString(random.nextInt())),
                    randomValues(valid.headers(), random),
                    randomValues(valid.query(), random),
                    random.nextBoolean() ? valid.body() : body,
                    valid.remoteAddress());
        });
    }

    private static String withoutQuery(URI url) {
        String text = url.toString();
        return text.contains("?") ? text.substring(0, text.indexOf('?')) : text;
    }

    private static Map<String, List<String>> randomValues(Map<String, List<String>> map, Random random) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            values.put(
                    name,
                    switch (random.nextInt(4)) {
                        case 0 -> value;
                        case 1 -> List.of(VALUES.get(random.nextInt(VALUES.size())));
                        case 2 -> List.of(new String(bytes, StandardCharsets.ISO_8859_1));
                        default -> List.of();
                    });
        });
        return values;
    }

    private static InboundRequest with(
            InboundRequest valid, Map<String, List<String>> headers, Map<String, List<String>> query, byte[] body) {
        return new InboundRequest(valid.method(), valid.url(), headers, query, body, valid.remoteAddress());
    }
}

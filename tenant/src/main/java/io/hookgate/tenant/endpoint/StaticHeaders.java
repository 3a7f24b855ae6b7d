package io.hookgate.tenant.endpoint;

import io.hookgate.tenant.http.ApiProblem.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which headers an owner may have added to deliveries, and which of them are shown. */
final class StaticHeaders {
    /** Shown in place of a value that may be a credential. */
    static final String MASK = "********";

    private static final int MOST = 20;
    private static final int MAX_VALUE_LENGTH = 4096;
    /** RFC 9110 section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    /** RFC 9110 section 5.5, without obsolete characters. */
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");
    /** What the connection, the body's form, and the signature depend on. */
    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "proxy-connection",
            "proxy-authorization",
            "proxy-authenticate",
            "http2-settings",
            "traceparent",
            "tracestate");

    private static final List<String> RESERVED_PREFIXES = List.of("webhook-", "ce-", "hookgate-", ":");
    private static final Pattern CREDENTIAL =
            Pattern.compile(".*(auth|cookie|token|secret|password|credential|signature|api-?key|-key).*");

    private StaticHeaders() {}

    /** What is wrong with them. */
    static List<Fault> faults(Map<String, String> headers) {
        List<Fault> faults = new ArrayList<>();
        if (headers.size() > MOST) {
            faults.add(new Fault("/headers", "must be at most " + MOST + " headers"));
        }
        Set<String> seen = new TreeSet<>();
        headers.forEach((name, value) -> {
            String pointer = "/headers/" + name.replace("~", "~0").replace("/", "~1");
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()) {
                faults.add(new Fault(pointer, "is no name of a header (RFC 9110)"));
            } else if (isReserved(lowerCase)) {
                faults.add(new Fault(pointer, "is set by Hookgate and cannot be replaced"));
            } else if (!seen.add(lowerCase)) {
                faults.add(new Fault(pointer, "is there twice; names differ by more than case"));
            }
            if (value == null
                    || value.length() > MAX_VALUE_LENGTH
                    || !VALUE.matcher(value).matches()) {
                faults.add(new Fault(
                        pointer,
                        "must have 1 to " + MAX_VALUE_LENGTH
                                + " visible ASCII characters, with spaces or tabs only between them"));
            }
        });
        return faults;
    }

    /** As they are shown: credentials masked. */
    static Map<String, String> masked(Map<String, String> headers) {
        Map<String, String> shown = new LinkedHashMap<>();
        headers.forEach((name, value) -> shown.put(name, isCredential(name) ? MASK : value));
        return shown;
    }

    /** Puts values back that a client has read masked and sent again. */
    static Map<String, String> unmasked(Map<String, String> sent, Map<String, String> stored) {
        Map<String, String> result = new LinkedHashMap<>();
        sent.forEach((name, value) -> {
            String known = stored.get(name);
            result.put(name, MASK.equals(value) && known != null && isCredential(name) ? known : value);
        });
        return result;
    }

    private static boolean isReserved(String lowerCase) {
        return RESERVED.contains(lowerCase) || RESERVED_PREFIXES.stream().anyMatch(lowerCase::startsWith);
    }

    private static boolean isCredential(String name) {
        return CREDENTIAL.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}

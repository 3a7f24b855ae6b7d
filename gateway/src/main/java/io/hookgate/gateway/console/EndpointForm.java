package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.endpoint.EndpointResource;
import io.hookgate.tenant.http.ApiProblem;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an endpoint as they are typed.
 *
 * @param headers one on each line, name, colon, value
 * @param signatures {@code v1}, {@code v1a}, or both with a comma between them
 * @param authentication as JSON; empty for none
 * @param circuitBreaker as JSON; empty for the default
 * @param retry {@code standard}, {@code BACKOFF_RETRY}, {@code EXPONENTIAL_DECAY_RETRY} or {@code schedule}
 * @param schedule seconds with commas between them
 */
record EndpointForm(
        String name,
        String url,
        String payload,
        String headers,
        String signatures,
        String authentication,
        String rateLimit,
        String concurrency,
        String connectTimeout,
        String timeout,
        String circuitBreaker,
        String retry,
        String schedule,
        String disableAfter,
        String applicationId) {
    static final EndpointForm BLANK = new EndpointForm(
            "", "", "cloudevents-structured", "", "v1", "", "", "", "", "15", "", "standard", "5, 300, 1800", "", "");

    private static final String STANDARD = "standard";
    private static final String SCHEDULE = "schedule";
    private static final String RETRY_POLICY = "retryPolicy";
    private static final String AUTHENTICATION = "authentication";
    private static final String CIRCUIT_BREAKER = "circuitBreaker";
    /** What a form sets back to its default when it is left empty. */
    private static final List<String> RESETTABLE = List.of(
            "rateLimit",
            "concurrency",
            "connectTimeout",
            "timeout",
            "disableAfter",
            RETRY_POLICY,
            AUTHENTICATION,
            CIRCUIT_BREAKER,
            "applicationId");

    static EndpointForm of(Form form) {
        return new EndpointForm(
                form.raw("name"),
                form.raw("url"),
                form.raw("payload"),
                form.raw("headers"),
                form.raw("signatures"),
                form.raw(AUTHENTICATION),
                form.raw("rateLimit"),
                form.raw("concurrency"),
                form.raw("connectTimeout"),
                form.raw("timeout"),
                form.raw(CIRCUIT_BREAKER),
                form.raw("retry"),
                form.raw(SCHEDULE),
                form.raw("disableAfter"),
                form.raw("applicationId"));
    }

    static EndpointForm of(EndpointResource.View endpoint) {
        JsonNode policy = endpoint.retryPolicy();
        String strategy = policy.path("strategy").asText("");
        return new EndpointForm(
                endpoint.name(),
                endpoint.url(),
                endpoint.payload(),
                endpoint.headers().entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .collect(Collectors.joining("\n")),
                String.join(",", endpoint.signatures()),
                endpoint.authentication().path("type").asText().equals("none")
                        ? ""
                        : endpoint.authentication().toPrettyString(),
                text(endpoint.rateLimit()),
                text(endpoint.concurrency()),
                endpoint.connectTimeout().toPlainString(),
                endpoint.timeout().toPlainString(),
                endpoint.circuitBreaker().toPrettyString(),
                strategy.isEmpty() ? SCHEDULE : strategy,
                StreamSupport.stream(policy.path(SCHEDULE).spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ")),
                endpoint.disableAfter().toPlainString(),
                text(endpoint.applicationId()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /**
     * The body that the API takes.
     *
     * @throws ApiProblem if a number is none, JSON is none, or a header has no name
     */
    ObjectNode body(ObjectMapper json) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", name.strip())
                .put("url", url.strip())
                .put("payload", payload);
        body.set("headers", headerFields());
        ArrayNode schemes = body.putArray("signatures");
        Arrays.stream(signatures.split(",", -1))
                .filter(scheme -> !scheme.isBlank())
                .forEach(schemes::add);
        putNumber(body, "rateLimit", rateLimit);
        putNumber(body, "concurrency", concurrency);
        putNumber(body, "connectTimeout", connectTimeout);
        putNumber(body, "timeout", timeout);
        putNumber(body, "disableAfter", disableAfter);
        putJson(body, AUTHENTICATION, authentication, json);
        putJson(body, CIRCUIT_BREAKER, circuitBreaker, json);
        if (!applicationId.isBlank()) {
            body.put("applicationId", applicationId.strip());
        }
        if (retry.equals(SCHEDULE)) {
            body.putObject(RETRY_POLICY).set(SCHEDULE, delays());
        } else if (!retry.equals(STANDARD) && !retry.isBlank()) {
            body.putObject(RETRY_POLICY).put("strategy", retry);
        }
        return body;
    }

    private static void putNumber(ObjectNode body, String field, String text) {
        if (!text.isBlank()) {
            body.put(field, number("/" + field, text));
        }
    }

    private static void putJson(ObjectNode body, String field, String text, ObjectMapper json) {
        if (!text.isBlank()) {
            body.set(field, JsonForm.typed(json, "/" + field, text));
        }
    }

    /** The change that the API takes: what was emptied is set back, and headers that were removed are taken away. */
    ObjectNode patch(EndpointResource.View stored, ObjectMapper json) {
        ObjectNode patch = body(json);
        RESETTABLE.stream().filter(field -> !patch.has(field)).forEach(patch::putNull);
        keepRetryPolicy(patch, stored.retryPolicy());
        ObjectNode sent = (ObjectNode) patch.get("headers");
        stored.headers().keySet().stream().filter(name -> !sent.has(name)).forEach(sent::putNull);
        return patch;
    }

    /** Of a policy that stays as it is the form shows less than there is. */
    private void keepRetryPolicy(ObjectNode patch, JsonNode stored) {
        boolean isSchedule = retry.equals(SCHEDULE)
                && stored.path(SCHEDULE).equals(patch.path(RETRY_POLICY).path(SCHEDULE));
        if (isSchedule || retry.equals(stored.path("strategy").asText(""))) {
            patch.remove(RETRY_POLICY);
        }
    }

    private ObjectNode headerFields() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        headers.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw ApiProblem.invalid("/headers", "A header is a name, a colon and a value.");
            }
            fields.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        });
        return fields;
    }

    private ArrayNode delays() {
        ArrayNode delays = JsonNodeFactory.instance.arrayNode();
        for (String delay : schedule.split(",", -1)) {
            if (!delay.isBlank()) {
                delays.add(number("/retryPolicy", delay));
            }
        }
        return delays;
    }

    private static BigDecimal number(String pointer, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw ApiProblem.invalid(pointer, "must be a number");
        }
    }
}

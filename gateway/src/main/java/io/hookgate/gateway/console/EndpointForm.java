package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.endpoint.EndpointResource;
import io.hookgate.tenant.http.ApiProblem;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The settings of an endpoint as they are typed.
 *
 * @param headers one on each line, name, colon, value
 * @param retry {@code standard}, {@code BACKOFF_RETRY}, {@code EXPONENTIAL_DECAY_RETRY} or {@code schedule}
 * @param schedule seconds with commas between them
 */
record EndpointForm(
        String name,
        String url,
        String payload,
        String headers,
        String rateLimit,
        String timeout,
        String retry,
        String schedule) {
    static final EndpointForm BLANK =
            new EndpointForm("", "", "cloudevents-structured", "", "", "30", "standard", "5, 300, 1800");

    private static final String STANDARD = "standard";
    private static final String SCHEDULE = "schedule";

    static EndpointForm of(Form form) {
        return new EndpointForm(
                form.raw("name"),
                form.raw("url"),
                form.raw("payload"),
                form.raw("headers"),
                form.raw("rateLimit"),
                form.raw("timeout"),
                form.raw("retry"),
                form.raw("schedule"));
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
                endpoint.rateLimit() == null ? "" : endpoint.rateLimit().toString(),
                endpoint.timeout().toPlainString(),
                strategy.isEmpty() ? SCHEDULE : strategy,
                StreamSupport.stream(policy.path(SCHEDULE).spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ")));
    }

    /**
     * The body that the API takes.
     *
     * @throws ApiProblem if a number is none, or a header has no name
     */
    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", name.strip())
                .put("url", url.strip())
                .put("payload", payload);
        if (!rateLimit.isBlank()) {
            body.put("rateLimit", number("/rateLimit", rateLimit).intValue());
        }
        if (!timeout.isBlank()) {
            body.put("timeout", number("/timeout", timeout));
        }
        body.set("headers", headerFields());
        if (retry.equals(SCHEDULE)) {
            body.putObject("retryPolicy").set(SCHEDULE, delays());
        } else if (!retry.equals(STANDARD) && !retry.isBlank()) {
            body.putObject("retryPolicy").put("strategy", retry);
        }
        return body;
    }

    /** The change that the API takes: what was emptied is set back, and headers that were removed are taken away. */
    ObjectNode patch(EndpointResource.View stored) {
        ObjectNode patch = body();
        for (String field : new String[] {"rateLimit", "timeout", "retryPolicy"}) {
            if (!patch.has(field)) {
                patch.putNull(field);
            }
        }
        if (retry.equals("exponential")) {
            patch.remove("retryPolicy");
        }
        ObjectNode sent = (ObjectNode) patch.get("headers");
        stored.headers().keySet().stream().filter(name -> !sent.has(name)).forEach(sent::putNull);
        return patch;
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

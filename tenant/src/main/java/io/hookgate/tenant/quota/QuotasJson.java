package io.hookgate.tenant.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.Quotas;
import io.hookgate.tenant.http.ApiProblem;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Quotas as the API has them: an object with a number for each that is set. */
public final class QuotasJson {
    /** What the API says about the field. */
    public static final String DESCRIPTION =
            "How much the tenant may have: {\"sources\": 20, \"endpoints\": 100, \"subscriptions\": 500, \"eventsPerDay\":"
                    + " 1000000, \"payloadBytes\": 262144}. What is absent is the platform's default. One source, endpoint"
                    + " or subscription more is answered with 409, one event more with 429 until midnight UTC, a larger"
                    + " payload with 413.";

    private static final String FIELD = "/quotas";
    private static final String SOURCES = "sources";
    private static final String ENDPOINTS = "endpoints";
    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String EVENTS_PER_DAY = "eventsPerDay";
    private static final String PAYLOAD_BYTES = "payloadBytes";
    private static final List<String> FIELDS =
            List.of(SOURCES, ENDPOINTS, SUBSCRIPTIONS, EVENTS_PER_DAY, PAYLOAD_BYTES);
    private static final long MAX = 1_000_000_000_000L;

    private QuotasJson() {}

    /**
     * Reads quotas; none where there are none.
     *
     * @throws ApiProblem with the place and the reason, when they are not acceptable
     */
    public static Quotas read(@Nullable JsonNode quotas) {
        if (quotas == null || quotas.isNull()) {
            return Quotas.NONE;
        }
        if (!quotas.isObject()) {
            throw ApiProblem.invalid(FIELD, "must be an object with a number for each quota that is set");
        }
        quotas.fieldNames().forEachRemaining(QuotasJson::checkKnown);
        return new Quotas(
                number(quotas, SOURCES, 0),
                number(quotas, ENDPOINTS, 0),
                number(quotas, SUBSCRIPTIONS, 0),
                number(quotas, EVENTS_PER_DAY, 0),
                number(quotas, PAYLOAD_BYTES, 1));
    }

    /** Writes quotas as {@link #read} takes them; null where there are none. */
    public static @Nullable ObjectNode write(Quotas quotas) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        quotas.sources().ifPresent(most -> json.put(SOURCES, most));
        quotas.endpoints().ifPresent(most -> json.put(ENDPOINTS, most));
        quotas.subscriptions().ifPresent(most -> json.put(SUBSCRIPTIONS, most));
        quotas.eventsPerDay().ifPresent(most -> json.put(EVENTS_PER_DAY, most));
        quotas.payloadBytes().ifPresent(most -> json.put(PAYLOAD_BYTES, most));
        return json.isEmpty() ? null : json;
    }

    private static void checkKnown(String name) {
        if (!FIELDS.contains(name)) {
            throw ApiProblem.invalid(
                    FIELD + "/" + name.replace("~", "~0").replace("/", "~1"), "There is no such quota.");
        }
    }

    private static OptionalLong number(JsonNode quotas, String name, long least) {
        JsonNode value = quotas.get(name);
        if (value == null || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > MAX) {
            throw ApiProblem.invalid(FIELD + "/" + name, "must be a whole number from " + least + " to " + MAX);
        }
        return OptionalLong.of(value.longValue());
    }
}

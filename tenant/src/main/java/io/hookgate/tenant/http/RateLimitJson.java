package io.hookgate.tenant.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.RateLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rate limits as the API has them: {@code {"perSecond":…, "burst":…}}, or just a number of requests per second. */
public final class RateLimitJson {
    /** What the API says about the field. */
    public static final String DESCRIPTION =
            "The most requests that are taken, {\"perSecond\": 50, \"burst\": 200}: burst at once (perSecond when absent),"
                    + " and perSecond on average. A number n stands for {\"perSecond\": n}. Further requests are answered"
                    + " with 429 and Retry-After. No limit by default.";

    private static final String FIELD = "/rateLimit";
    private static final String PER_SECOND = "perSecond";
    private static final String BURST = "burst";

    private RateLimitJson() {}

    /**
     * Reads a limit; nothing where there is none.
     *
     * @throws ApiProblem with the place and the reason, when it is not acceptable
     */
    public static Optional<RateLimit> read(@Nullable JsonNode limit) {
        if (limit == null || limit.isNull()) {
            return Optional.empty();
        }
        if (limit.isNumber()) {
            int perSecond = number(limit, FIELD, RateLimit.MAX_PER_SECOND);
            return Optional.of(new RateLimit(perSecond, perSecond));
        }
        if (!limit.isObject() || !limit.has(PER_SECOND)) {
            throw ApiProblem.invalid(
                    FIELD, "must be a number of requests per second, or an object with 'perSecond' and 'burst'");
        }
        allowOnlyKnown(limit);
        int perSecond = number(limit.get(PER_SECOND), FIELD + "/" + PER_SECOND, RateLimit.MAX_PER_SECOND);
        JsonNode burst = limit.get(BURST);
        return Optional.of(new RateLimit(
                perSecond,
                burst == null || burst.isNull() ? perSecond : number(burst, FIELD + "/" + BURST, RateLimit.MAX_BURST)));
    }

    /** Writes a limit as {@link #read} takes it; null where there is none. */
    public static @Nullable ObjectNode write(Optional<RateLimit> limit) {
        return limit.map(bounds -> JsonNodeFactory.instance
                        .objectNode()
                        .put(PER_SECOND, bounds.perSecond())
                        .put(BURST, bounds.burst()))
                .orElse(null);
    }

    private static int number(JsonNode value, String pointer, int max) {
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 1 && value.intValue() <= max) {
            return value.intValue();
        }
        throw ApiProblem.invalid(pointer, "must be a whole number from 1 to " + max);
    }

    private static void allowOnlyKnown(JsonNode limit) {
        for (Map.Entry<String, JsonNode> field : limit.properties()) {
            if (!List.of(PER_SECOND, BURST).contains(field.getKey())) {
                throw ApiProblem.invalid(
                        FIELD + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                        "There is no such field in a rate limit.");
            }
        }
    }
}

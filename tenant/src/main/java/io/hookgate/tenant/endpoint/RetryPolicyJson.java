package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.http.ApiProblem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Retry policies as the API has them; also the form in which they are stored. */
final class RetryPolicyJson {
    private static final String FIELD = "/retryPolicy";
    private static final int MAX_DELAYS = 200;
    private static final BigDecimal MAX_DELAY_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(30).toSeconds());
    private static final BigDecimal MAX_FACTOR = BigDecimal.valueOf(100);
    private static final BigDecimal DEFAULT_INITIAL_SECONDS = BigDecimal.valueOf(5);
    private static final BigDecimal DEFAULT_FACTOR = BigDecimal.valueOf(2);
    private static final BigDecimal DEFAULT_MAX_SECONDS = BigDecimal.valueOf(3600);
    private static final BigDecimal DEFAULT_MAX_ATTEMPTS = BigDecimal.valueOf(10);
    private static final Set<String> EXPONENTIAL =
            Set.of("strategy", "initialSeconds", "factor", "maxSeconds", "maxAttempts");

    private RetryPolicyJson() {}

    /**
     * Reads a policy.
     *
     * @throws ApiProblem with the place and the reason, when it is not acceptable
     */
    static RetryPolicy read(JsonNode policy) {
        if (!policy.isObject()) {
            throw ApiProblem.invalid(FIELD, "must be an object with 'schedule' or 'strategy'");
        }
        if (policy.has("schedule")) {
            allowOnly(policy, Set.of("schedule"));
            return new RetryPolicy.Schedule(schedule(policy.get("schedule")));
        }
        return switch (policy.path("strategy").asText()) {
            case "BACKOFF_RETRY" -> {
                allowOnly(policy, Set.of("strategy"));
                yield new RetryPolicy.Backoff();
            }
            case "EXPONENTIAL_DECAY_RETRY" -> {
                allowOnly(policy, Set.of("strategy"));
                yield new RetryPolicy.ExponentialDecay();
            }
            case "exponential" -> {
                allowOnly(policy, EXPONENTIAL);
                yield exponential(policy);
            }
            default ->
                throw ApiProblem.invalid(
                        FIELD + "/strategy",
                        "must be 'exponential', 'BACKOFF_RETRY' or 'EXPONENTIAL_DECAY_RETRY', unless there is a 'schedule'");
        };
    }

    /** Writes a policy as {@link #read} takes it. */
    static ObjectNode write(RetryPolicy policy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (policy instanceof RetryPolicy.Schedule schedule) {
            ArrayNode delays = json.putArray("schedule");
            schedule.delays().forEach(delay -> delays.add(Seconds.of(delay)));
        } else if (policy instanceof RetryPolicy.Exponential exponential) {
            json.put("strategy", "exponential")
                    .put("initialSeconds", Seconds.of(exponential.initial()))
                    .put("factor", Seconds.plain(BigDecimal.valueOf(exponential.factor())))
                    .put("maxSeconds", Seconds.of(exponential.max()))
                    .put("maxAttempts", exponential.maxAttempts());
        } else {
            json.put("strategy", policy instanceof RetryPolicy.Backoff ? "BACKOFF_RETRY" : "EXPONENTIAL_DECAY_RETRY");
        }
        return json;
    }

    private static List<Duration> schedule(JsonNode schedule) {
        if (!schedule.isArray() || schedule.size() > MAX_DELAYS) {
            throw ApiProblem.invalid(
                    FIELD + "/schedule", "must be an array of at most " + MAX_DELAYS + " numbers of seconds");
        }
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < schedule.size(); i++) {
            String pointer = FIELD + "/schedule/" + i;
            delays.add(Seconds.duration(number(schedule.get(i), pointer, BigDecimal.ZERO, MAX_DELAY_SECONDS)));
        }
        return delays;
    }

    private static RetryPolicy exponential(JsonNode policy) {
        BigDecimal initial =
                field(policy, "initialSeconds", DEFAULT_INITIAL_SECONDS, Seconds.SHORTEST, MAX_DELAY_SECONDS);
        BigDecimal max = field(policy, "maxSeconds", DEFAULT_MAX_SECONDS.max(initial), initial, MAX_DELAY_SECONDS);
        BigDecimal factor = field(policy, "factor", DEFAULT_FACTOR, BigDecimal.ONE, MAX_FACTOR);
        BigDecimal attempts =
                field(policy, "maxAttempts", DEFAULT_MAX_ATTEMPTS, BigDecimal.ONE, BigDecimal.valueOf(MAX_DELAYS + 1L));
        if (attempts.stripTrailingZeros().scale() > 0) {
            throw ApiProblem.invalid(FIELD + "/maxAttempts", "must be a whole number");
        }
        return new RetryPolicy.Exponential(
                Seconds.duration(initial), factor.doubleValue(), Seconds.duration(max), attempts.intValue());
    }

    private static BigDecimal field(JsonNode policy, String name, BigDecimal ifAbsent, BigDecimal min, BigDecimal max) {
        JsonNode value = policy.get(name);
        return value == null || value.isNull() ? ifAbsent : number(value, FIELD + "/" + name, min, max);
    }

    private static BigDecimal number(JsonNode value, String pointer, BigDecimal min, BigDecimal max) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            if (number.compareTo(min) >= 0 && number.compareTo(max) <= 0) {
                return number;
            }
        }
        throw ApiProblem.invalid(
                pointer, "must be a number from " + min.toPlainString() + " to " + max.toPlainString());
    }

    private static void allowOnly(JsonNode policy, Set<String> names) {
        for (Map.Entry<String, JsonNode> field : policy.properties()) {
            if (!names.contains(field.getKey())) {
                throw ApiProblem.invalid(
                        FIELD + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                        "There is no such field in this kind of retry policy.");
            }
        }
    }
}

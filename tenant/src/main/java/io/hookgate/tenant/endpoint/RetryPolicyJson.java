package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.RetryPolicy.Delays;
import io.hookgate.tenant.RetryPolicy.StatusAction;
import io.hookgate.tenant.RetryPolicy.StatusRule;
import io.hookgate.tenant.http.ApiProblem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Retry policies as the API has them; also the form in which they are stored. */
final class RetryPolicyJson {
    private static final String FIELD = "/retryPolicy";
    private static final int MAX_DELAYS = 200;
    private static final int MAX_RULES = 50;
    private static final BigDecimal MAX_DELAY_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(30).toSeconds());
    private static final BigDecimal MAX_FACTOR = BigDecimal.valueOf(100);
    private static final BigDecimal DEFAULT_INITIAL_SECONDS = BigDecimal.valueOf(5);
    private static final BigDecimal DEFAULT_FACTOR = BigDecimal.valueOf(2);
    private static final BigDecimal DEFAULT_MAX_SECONDS = BigDecimal.valueOf(3600);
    private static final int DEFAULT_MAX_ATTEMPTS = 10;
    private static final Set<String> EVERYWHERE = Set.of("jitter", "maxAgeSeconds", "statusRules");
    /** A status, a range of them, or a class. */
    private static final Pattern STATUS = Pattern.compile("([3-5])xx|([3-5]\\d\\d)(?:-([3-5]\\d\\d))?");

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
            return policy(
                    fields(policy, "schedule"), policy, new RetryPolicy.Schedule(schedule(policy.get("schedule"))));
        }
        return switch (policy.path("strategy").asText()) {
            case "BACKOFF_RETRY" -> policy(fields(policy, "strategy"), policy, new RetryPolicy.Backoff());
            case "EXPONENTIAL_DECAY_RETRY" ->
                policy(fields(policy, "strategy"), policy, new RetryPolicy.ExponentialDecay());
            case "exponential" -> {
                Fields fields = fields(policy, "strategy", "initialSeconds", "factor", "maxSeconds", "maxAttempts");
                yield policy(fields, policy, exponential(fields));
            }
            default ->
                throw ApiProblem.invalid(
                        FIELD + "/strategy",
                        "must be 'exponential', 'BACKOFF_RETRY' or 'EXPONENTIAL_DECAY_RETRY', unless there is a"
                                + " 'schedule'");
        };
    }

    /** Writes a policy as {@link #read} takes it; what is as usual is left out. */
    static ObjectNode write(RetryPolicy policy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        writeDelays(policy.delays(), json);
        if (policy.jitter() != RetryPolicy.usualJitter(policy.delays())) {
            json.put("jitter", Seconds.plain(BigDecimal.valueOf(policy.jitter())));
        }
        policy.maxAge().ifPresent(age -> json.put("maxAgeSeconds", Seconds.of(age)));
        if (!policy.statusRules().isEmpty()) {
            ArrayNode rules = json.putArray("statusRules");
            for (StatusRule rule : policy.statusRules()) {
                rules.addObject().put("status", status(rule)).put("action", code(rule.action()));
            }
        }
        return json;
    }

    private static void writeDelays(Delays delays, ObjectNode json) {
        if (delays instanceof RetryPolicy.Schedule schedule) {
            ArrayNode list = json.putArray("schedule");
            schedule.delays().forEach(delay -> list.add(Seconds.of(delay)));
        } else if (delays instanceof RetryPolicy.Exponential exponential) {
            json.put("strategy", "exponential")
                    .put("initialSeconds", Seconds.of(exponential.initial()))
                    .put("factor", Seconds.plain(BigDecimal.valueOf(exponential.factor())))
                    .put("maxSeconds", Seconds.of(exponential.max()))
                    .put("maxAttempts", exponential.maxAttempts());
        } else {
            json.put("strategy", delays instanceof RetryPolicy.Backoff ? "BACKOFF_RETRY" : "EXPONENTIAL_DECAY_RETRY");
        }
    }

    private static Fields fields(JsonNode policy, String... own) {
        Set<String> allowed = new HashSet<>(EVERYWHERE);
        allowed.addAll(Arrays.asList(own));
        return new Fields(policy, FIELD, allowed);
    }

    private static RetryPolicy policy(Fields fields, JsonNode policy, Delays delays) {
        double jitter = fields.number(
                        "jitter", BigDecimal.valueOf(RetryPolicy.usualJitter(delays)), BigDecimal.ZERO, BigDecimal.ONE)
                .doubleValue();
        Optional<Duration> maxAge = fields.has("maxAgeSeconds")
                ? Optional.of(Seconds.duration(
                        fields.number("maxAgeSeconds", BigDecimal.ZERO, Seconds.SHORTEST, MAX_DELAY_SECONDS)))
                : Optional.empty();
        List<StatusRule> rules = fields.has("statusRules") ? rules(policy.get("statusRules")) : List.of();
        return new RetryPolicy(delays, jitter, maxAge, rules);
    }

    private static List<Duration> schedule(JsonNode schedule) {
        if (!schedule.isArray() || schedule.size() > MAX_DELAYS) {
            throw ApiProblem.invalid(
                    FIELD + "/schedule", "must be an array of at most " + MAX_DELAYS + " numbers of seconds");
        }
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < schedule.size(); i++) {
            String pointer = FIELD + "/schedule/" + i;
            delays.add(Seconds.duration(Fields.number(schedule.get(i), pointer, BigDecimal.ZERO, MAX_DELAY_SECONDS)));
        }
        return delays;
    }

    private static Delays exponential(Fields fields) {
        BigDecimal initial =
                fields.number("initialSeconds", DEFAULT_INITIAL_SECONDS, Seconds.SHORTEST, MAX_DELAY_SECONDS);
        BigDecimal max = fields.number("maxSeconds", DEFAULT_MAX_SECONDS.max(initial), initial, MAX_DELAY_SECONDS);
        BigDecimal factor = fields.number("factor", DEFAULT_FACTOR, BigDecimal.ONE, MAX_FACTOR);
        int attempts = fields.whole("maxAttempts", DEFAULT_MAX_ATTEMPTS, 1, MAX_DELAYS + 1);
        return new RetryPolicy.Exponential(
                Seconds.duration(initial), factor.doubleValue(), Seconds.duration(max), attempts);
    }

    private static List<StatusRule> rules(JsonNode rules) {
        String place = FIELD + "/statusRules";
        if (!rules.isArray() || rules.size() > MAX_RULES) {
            throw ApiProblem.invalid(place, "must be an array of at most " + MAX_RULES + " rules");
        }
        List<StatusRule> read = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Fields rule = new Fields(rules.get(i), place + "/" + i, Set.of("status", "action"));
            read.add(rule(rules.get(i).path("status").asText(), rule));
        }
        return read;
    }

    private static StatusRule rule(String status, Fields rule) {
        Matcher matcher = STATUS.matcher(status);
        if (!matcher.matches()) {
            throw ApiProblem.invalid(
                    rule.at("status"), "must be a status from 300 to 599, a range such as '500-503', or '4xx'");
        }
        StatusAction action = Arrays.stream(StatusAction.values())
                .filter(known -> code(known).equals(rule.text("action", 10)))
                .findFirst()
                .orElseThrow(() -> ApiProblem.invalid(rule.at("action"), "must be 'retry', 'fail' or 'disable'"));
        if (matcher.group(1) != null) {
            int first = Integer.parseInt(matcher.group(1)) * 100;
            return new StatusRule(first, first + 99, action);
        }
        int first = Integer.parseInt(matcher.group(2));
        int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
        if (last < first) {
            throw ApiProblem.invalid(rule.at("status"), "must not end before it begins");
        }
        return new StatusRule(first, last, action);
    }

    private static String status(StatusRule rule) {
        boolean isClass = rule.first() % 100 == 0 && rule.last() == rule.first() + 99;
        if (isClass) {
            return rule.first() / 100 + "xx";
        }
        return rule.first() == rule.last() ? Integer.toString(rule.first()) : rule.first() + "-" + rule.last();
    }

    private static String code(StatusAction action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}

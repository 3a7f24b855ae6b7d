package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.BreakerPolicy;
import io.hookgate.tenant.http.ApiProblem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;

/** The circuit breaker of an endpoint as the API has it; also the form in which it is stored. */
final class BreakerJson {
    private static final String FIELD = "/circuitBreaker";
    private static final Set<String> NAMES =
            Set.of("enabled", "failureRate", "minimumAttempts", "windowSeconds", "openSeconds", "probes");
    private static final int MOST_ATTEMPTS = 10_000;
    private static final int MOST_PROBES = 100;
    private static final BigDecimal LONGEST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(1).toSeconds());
    private static final int LONGEST_WINDOW_SECONDS = 3600;

    private BreakerJson() {}

    /**
     * Reads a policy; what is absent is as usual.
     *
     * @throws ApiProblem with the place and the reason, when it is not acceptable
     */
    static BreakerPolicy read(JsonNode policy) {
        BreakerPolicy usual = BreakerPolicy.STANDARD;
        Fields fields = new Fields(policy, FIELD, NAMES);
        return new BreakerPolicy(
                fields.flag("enabled", true),
                fields.whole("failureRate", usual.failureRate(), 1, 100),
                fields.whole("minimumAttempts", usual.minimumAttempts(), 1, MOST_ATTEMPTS),
                Duration.ofSeconds(
                        fields.whole("windowSeconds", (int) usual.window().toSeconds(), 1, LONGEST_WINDOW_SECONDS)),
                Seconds.duration(
                        fields.number("openSeconds", Seconds.of(usual.openFor()), Seconds.SHORTEST, LONGEST_SECONDS)),
                fields.whole("probes", usual.probes(), 1, MOST_PROBES));
    }

    /** Writes a policy as {@link #read} takes it, in full. */
    static ObjectNode write(BreakerPolicy policy) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("enabled", policy.enabled())
                .put("failureRate", policy.failureRate())
                .put("minimumAttempts", policy.minimumAttempts())
                .put("windowSeconds", policy.window().toSeconds())
                .put("openSeconds", Seconds.of(policy.openFor()))
                .put("probes", policy.probes());
    }
}

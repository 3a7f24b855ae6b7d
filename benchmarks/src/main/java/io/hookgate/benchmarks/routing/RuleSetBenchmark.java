package io.hookgate.benchmarks.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.hookgate.routing.InvalidPatternException;
import io.hookgate.routing.Pattern;
import io.hookgate.routing.RuleSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one match and one change of a rule cost, by the kind and the number of the rules. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RuleSetBenchmark {
    /** How many rules there are. */
    @Param({"10", "1000", "100000"})
    public int rules;

    /** In what they differ. */
    @Param
    public Workload workload = Workload.LITERAL;

    private final RuleSet<Integer> ruleSet = new RuleSet<>();
    private JsonNode event = NullNode.getInstance();
    private @Nullable Pattern changed;

    /** Fills the rule set, once for each combination. */
    @Setup
    public void fill() throws InvalidPatternException, JsonProcessingException {
        for (int number = 0; number < rules; number++) {
            ruleSet.put(number, Pattern.parse(workload.pattern(number)));
        }
        changed = Pattern.parse(workload.pattern(rules / 2));
        event = new ObjectMapper().readTree(workload.event(rules / 2));
        if (!ruleSet.match(event).equals(Set.of(rules / 2))) {
            throw new IllegalStateException("Exactly one rule must match, not " + ruleSet.match(event));
        }
    }

    /** One event against all rules. */
    @Benchmark
    public Set<Integer> match() {
        return ruleSet.match(event);
    }

    /** One rule out and in again: two changes. */
    @Benchmark
    public int change() {
        ruleSet.remove(rules / 2);
        ruleSet.put(rules / 2, Objects.requireNonNull(changed));
        return ruleSet.size();
    }
}

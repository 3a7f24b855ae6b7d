package io.hookgate.benchmarks.routing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import software.amazon.event.ruler.Machine;

/** The yardstick: what one match costs Amazon's event-ruler, which takes the same rules; {@code contains} as a wildcard. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class EventRulerBenchmark {
    /** How many rules there are. */
    @Param({"10", "100", "1000"})
    public int rules;

    /** In what they differ. */
    @Param({"LITERAL", "CONTAINS"})
    public Workload workload = Workload.LITERAL;

    private final Machine machine = Machine.builder().build();
    private String event = "";

    /** Fills the machine, once for each combination. */
    @Setup
    public void fill() throws Exception {
        for (int number = 0; number < rules; number++) {
            String pattern =
                    workload.pattern(number).replaceAll("\\{\"contains\":\"([^\"]*)\"}", "{\"wildcard\":\"*$1*\"}");
            machine.addRule(String.valueOf(number), pattern);
        }
        event = new ObjectMapper().readTree(workload.event(rules / 2)).toString();
        if (!match().equals(List.of(String.valueOf(rules / 2)))) {
            throw new IllegalStateException("Exactly one rule must match, not " + match());
        }
    }

    /** One event against all rules, read from its text as this library wants it. */
    @Benchmark
    public List<String> match() throws Exception {
        return machine.rulesForJSONEvent(event);
    }
}

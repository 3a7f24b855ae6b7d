package io.hookgate.benchmarks.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.hookgate.routing.InvalidTransformationException;
import io.hookgate.routing.Transformation;
import io.hookgate.routing.TransformationResult;
import io.hookgate.routing.TransformationResult.Output;
import java.util.Objects;
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

/** What it costs to make the body of one delivery out of an event, by the kind of transformation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class TransformationBenchmark {
    /** What the body is made of. */
    @Param
    public Kind kind = Kind.PARTIAL;

    private JsonNode event = NullNode.getInstance();
    private @Nullable Transformation transformation;

    /** A transformation. */
    public enum Kind {
        /** The whole event. */
        COMPLETE("{\"type\":\"complete\"}"),
        /** The data. */
        PARTIAL("{\"type\":\"partial\",\"path\":\"$.data\"}"),
        /** A filter over an array. */
        PARTIAL_FILTER("{\"type\":\"partial\",\"path\":\"$.data.items[?(@.qty > 1)].sku\"}"),
        /** Always the same. */
        CONSTANT("{\"type\":\"constant\",\"value\":{\"text\":\"a new order\"}}"),
        /** JSON with three values. */
        TEMPLATE(
                "{\"type\":\"template\",\"variables\":{\"id\":\"$.data.customer.id\",\"amount\":\"$.data.amount\","
                        + "\"subject\":\"$.subject\"},\"template\":"
                        + "\"{\\\"customer\\\":\\\"${id}\\\",\\\"amount\\\":${amount},\\\"text\\\":\\\"New: ${subject}\\\"}\"}"),
        /** The same, with a sum over an array. */
        JSONATA("{\"type\":\"jsonata\",\"expression\":\"{'customer': data.customer.id, 'amount': data.amount,"
                + " 'text': 'New: ' & subject, 'pieces': $sum(data.items.qty)}\"}");

        private final String specification;

        Kind(String specification) {
            this.specification = specification;
        }
    }

    /** Compiles the transformation, once for each kind. */
    @Setup
    public void compile() throws InvalidTransformationException, JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        event = json.readTree(Workload.LITERAL.event(7));
        transformation = Transformation.parse(json.readTree(kind.specification));
        if (!(apply() instanceof Output)) {
            throw new IllegalStateException("The transformation must work on the event: " + apply());
        }
    }

    /** One event. */
    @Benchmark
    public TransformationResult apply() {
        return Objects.requireNonNull(transformation).apply(event);
    }
}

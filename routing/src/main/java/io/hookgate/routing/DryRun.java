package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries a pattern and a transformation on one event, without delivering anything. */
public final class DryRun {
    private DryRun() {}

    /**
     * Tries a pattern, and when it matches the transformation too.
     *
     * @param pattern the pattern as the API takes it
     * @param transformation the transformation as the API takes it; null means the complete event
     * @param event a CloudEvent in the JSON format
     * @throws InvalidPatternException when the pattern is refused
     * @throws InvalidTransformationException when the transformation is refused, whether or not the pattern matches
     */
    public static Outcome run(JsonNode pattern, @Nullable JsonNode transformation, JsonNode event)
            throws InvalidPatternException, InvalidTransformationException {
        Pattern compiled = Pattern.parse(pattern);
        Transformation transform = Transformation.parse(transformation);
        Optional<Mismatch> mismatch = compiled.explain(event);
        if (mismatch.isPresent()) {
            return new Unmatched(mismatch.get());
        }
        return new Matched(transform.apply(event));
    }

    /** What the try gave. */
    public sealed interface Outcome {}

    /**
     * The event matches.
     *
     * @param result the body that would be delivered, or why there would be none
     */
    public record Matched(TransformationResult result) implements Outcome {}

    /**
     * The event does not match.
     *
     * @param reason the first condition that failed
     */
    public record Unmatched(Mismatch reason) implements Outcome {}
}

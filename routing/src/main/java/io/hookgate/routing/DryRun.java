package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries a pattern and a transformation on events, without delivering anything. Immutable and thread-safe. */
public final class DryRun {
    private final Pattern pattern;
    private final Transformation transformation;

    private DryRun(Pattern pattern, Transformation transformation) {
        this.pattern = pattern;
        this.transformation = transformation;
    }

    /**
     * Compiles both.
     *
     * @param pattern the pattern as the API takes it
     * @param transformation the transformation as the API takes it; null means the complete event
     * @throws InvalidPatternException when the pattern is refused
     * @throws InvalidTransformationException when the transformation is refused
     */
    public static DryRun of(JsonNode pattern, @Nullable JsonNode transformation)
            throws InvalidPatternException, InvalidTransformationException {
        return new DryRun(Pattern.parse(pattern), Transformation.parse(transformation));
    }

    /**
     * Tries the pattern, and when it matches the transformation too.
     *
     * @param event a CloudEvent in the JSON format
     */
    public Outcome on(JsonNode event) {
        Optional<Mismatch> mismatch = pattern.explain(event);
        return mismatch.isPresent() ? new Unmatched(mismatch.get()) : new Matched(transformation.apply(event));
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

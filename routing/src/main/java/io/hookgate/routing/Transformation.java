package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Makes the body of a delivery out of an event; compiled, validated, immutable and thread-safe.
 *
 * <p>The forms and their fields are described in {@code docs/patterns.md}.
 */
public sealed interface Transformation permits CompleteEvent, Partial, Constant, Template, JsonataExpression {
    /** Bytes that the result of a transformation may have. */
    int MAX_OUTPUT_BYTES = 1 << 20;

    /**
     * Compiles a specification.
     *
     * @param specification the JSON object of the API; null, a JSON null or an empty object mean the complete event
     * @throws InvalidTransformationException with the place and the reason, when the specification is refused
     */
    static Transformation parse(@Nullable JsonNode specification) throws InvalidTransformationException {
        return TransformationParser.parse(specification);
    }

    /** Whether the event is delivered as it is, in the form that its endpoint asks for. */
    default boolean isComplete() {
        return this instanceof CompleteEvent;
    }

    /**
     * Applies this transformation; never throws, and ends within a bounded time.
     *
     * @param event a CloudEvent in the JSON format, which is not changed
     */
    TransformationResult apply(JsonNode event);
}

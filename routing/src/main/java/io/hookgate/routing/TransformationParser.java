package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Compiles the specification of a transformation. */
final class TransformationParser {
    private TransformationParser() {}

    static Transformation parse(@Nullable JsonNode specification) throws InvalidTransformationException {
        if (specification == null || specification.isNull() || specification.isMissingNode()) {
            return new CompleteEvent();
        }
        if (!specification.isObject()) {
            throw new InvalidTransformationException("", "A transformation is a JSON object");
        }
        if (specification.isEmpty()) {
            return new CompleteEvent();
        }
        JsonNode type = specification.path("type");
        return switch (type.asText("")) {
            case "complete" -> new CompleteEvent();
            default -> throw new InvalidTransformationException("/type", "Unknown type of transformation");
        };
    }
}

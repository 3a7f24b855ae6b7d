package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.hookgate.routing.EventPath.VastEventException;
import org.jspecify.annotations.Nullable;

/**
 * The part of the event that a path leads to.
 *
 * @param failsWhenMissing whether an event without that part is not delivered; else its body is a JSON null
 */
record Partial(
        EventPath path, boolean failsWhenMissing, @Nullable String contentType) implements Transformation {

    @Override
    public TransformationResult apply(JsonNode event) {
        JsonNode part;
        try {
            part = path.read(event);
        } catch (VastEventException vast) {
            return new TransformationResult.Failed(vast.reason());
        }
        if (part == null && failsWhenMissing) {
            return new TransformationResult.Failed(
                    "The event has nothing at " + path.path().getPath());
        }
        return Bodies.value(part == null ? NullNode.getInstance() : part, contentType);
    }
}

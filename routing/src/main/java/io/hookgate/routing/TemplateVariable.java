package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Where the value of a template's variable comes from. */
sealed interface TemplateVariable {

    /** The value for an event, null when it has none. */
    @Nullable
    JsonNode value(JsonNode event);

    /** A part of the event. */
    record FromEvent(EventPath path) implements TemplateVariable {
        @Override
        public @Nullable JsonNode value(JsonNode event) {
            return path.read(event);
        }
    }

    /** The same value for every event. */
    record Fixed(JsonNode constant) implements TemplateVariable {
        @Override
        public JsonNode value(JsonNode event) {
            return constant;
        }
    }
}

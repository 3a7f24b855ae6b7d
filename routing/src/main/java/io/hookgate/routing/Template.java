package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.routing.EventPath.VastEventException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text with variables in it. In a JSON template a value is escaped wherever it is put, so that an event cannot change
 * the structure of the body; a value is never searched for variables.
 *
 * @param parts the template in its order
 * @param variables where the values come from, by name
 * @param missing what to do with a variable that has no value
 */
record Template(
        List<TemplatePart> parts,
        Map<String, TemplateVariable> variables,
        Missing missing,
        boolean json,
        String contentType)
        implements Transformation {

    Template {
        parts = List.copyOf(parts);
        variables = Map.copyOf(variables);
    }

    @Override
    public TransformationResult apply(JsonNode event) {
        try {
            return fill(event);
        } catch (VastEventException vast) {
            return new TransformationResult.Failed(vast.reason());
        }
    }

    private TransformationResult fill(JsonNode event) {
        Map<String, JsonNode> values = new HashMap<>();
        for (Map.Entry<String, TemplateVariable> variable : variables.entrySet()) {
            JsonNode value = variable.getValue().value(event);
            if (value != null) {
                values.put(variable.getKey(), value);
            } else if (missing == Missing.FAIL) {
                return new TransformationResult.Failed(
                        "The event has nothing for the variable \"" + variable.getKey() + "\"");
            }
        }
        return new Filling(this, values).fill();
    }

    /** What to do with a variable that has no value in an event. */
    enum Missing {
        /** As if the event had a JSON null there. */
        NULL,
        /** Leave the variable out: in a JSON template with the member or element that it is, else with nothing instead. */
        OMIT,
        /** Fail. */
        FAIL,
        /** Leave the variable as it is written, as RocketMQ EventBridge does; where JSON has no place for it, a null. */
        KEEP;

        static @Nullable Missing of(String name) {
            return switch (name) {
                case "null" -> NULL;
                case "omit" -> OMIT;
                case "fail" -> FAIL;
                case "keep" -> KEEP;
                default -> null;
            };
        }
    }
}

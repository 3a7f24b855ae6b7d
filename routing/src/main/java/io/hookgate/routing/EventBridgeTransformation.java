package io.hookgate.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.routing.Template.Missing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a transformation in the spelling of RocketMQ EventBridge's target parameters: {@code form}, {@code value} and
 * {@code template}, each perhaps with a capital. What has no value in the event stays as it is written.
 */
final class EventBridgeTransformation {
    private EventBridgeTransformation() {}

    static Transformation parse(JsonNode specification) throws InvalidTransformationException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : specification.properties()) {
            String name = field.getKey();
            String known = switch (name) {
                case "form", "Form" -> "form";
                case "value", "Value" -> "value";
                case "template", "Template" -> "template";
                case "resourceKey", "ResourceKey" -> "resourceKey";
                default ->
                    throw new InvalidTransformationException(Json.child("", name), "Unknown field beside \"form\"");
            };
            if (fields.put(known, field.getValue()) != null) {
                throw new InvalidTransformationException(Json.child("", name), "The field is given twice");
            }
        }
        return parse(fields);
    }

    private static Transformation parse(Map<String, JsonNode> fields) throws InvalidTransformationException {
        JsonNode form = fields.get("form");
        String name = form == null ? "" : form.asText();
        return switch (name) {
            case "ORIGINAL" -> new CompleteEvent();
            case "CONSTANT" -> TransformationParser.constant(required(fields, "value"), null, "/value");
            case "JSONPATH" -> new Partial(EventPath.parse(text(fields, "value"), "/value"), false, null);
            case "TEMPLATE" -> template(fields);
            default ->
                throw new InvalidTransformationException(
                        "/form", "Unknown form: expected one of ORIGINAL, CONSTANT, JSONPATH, TEMPLATE");
        };
    }

    private static Transformation template(Map<String, JsonNode> fields) throws InvalidTransformationException {
        JsonNode variables = variables(required(fields, "value"));
        return TransformationParser.template(
                text(fields, "template"),
                TransformationParser.variables(variables, "/value"),
                Missing.KEEP,
                null,
                "/template");
    }

    /** The variables, which may be given as the text of a JSON object. */
    private static JsonNode variables(JsonNode value) throws InvalidTransformationException {
        if (!value.isTextual()) {
            return value;
        }
        TransformationParser.checkLength(value.textValue(), "/value");
        try {
            if (Json.MAPPER.readTree(value.textValue()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException otherText) {
            throw new InvalidTransformationException("/value", "Not JSON: " + otherText.getOriginalMessage());
        }
        throw new InvalidTransformationException("/value", "Expected an object of variables");
    }

    private static JsonNode required(Map<String, JsonNode> fields, String name) throws InvalidTransformationException {
        @Nullable JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            throw new InvalidTransformationException('/' + name, "\"" + name + "\" is missing");
        }
        return value;
    }

    private static String text(Map<String, JsonNode> fields, String name) throws InvalidTransformationException {
        JsonNode value = required(fields, name);
        if (!value.isTextual()) {
            throw new InvalidTransformationException('/' + name, "Expected a string");
        }
        return value.textValue();
    }
}

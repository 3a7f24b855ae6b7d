package io.hookgate.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.routing.Template.Missing;
import io.hookgate.routing.TemplatePart.Place;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles the specification of a transformation, in our own spelling or in RocketMQ EventBridge's. */
final class TransformationParser {
    /** Characters that a template, a constant, an expression and a variable may each have. */
    static final int MAX_LENGTH = 10_240;

    static final int MAX_VARIABLES = 100;

    private static final Pattern MEDIA_TYPE = Pattern.compile(
            "[\\w!#$&^.+-]{1,64}/[\\w!#$&^.+-]{1,64}(; ?[\\w-]{1,32}=(?:[\\w.+-]{1,64}|\"[\\w .+-]{1,64}\")){0,4}");

    private final JsonNode specification;

    private TransformationParser(JsonNode specification) {
        this.specification = specification;
    }

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
        if (specification.has("form") || specification.has("Form")) {
            return EventBridgeTransformation.parse(specification);
        }
        return new TransformationParser(specification).parse();
    }

    private Transformation parse() throws InvalidTransformationException {
        String type = text("type");
        return switch (type) {
            case "complete" -> complete();
            case "partial" -> partial();
            case "constant" -> constant();
            case "template" -> template();
            case "jsonata" -> jsonata();
            default ->
                throw new InvalidTransformationException(
                        "/type", "Unknown type: expected one of complete, partial, constant, template, jsonata");
        };
    }

    private Transformation complete() throws InvalidTransformationException {
        allow(Set.of("type"));
        return new CompleteEvent();
    }

    private Transformation partial() throws InvalidTransformationException {
        allow(Set.of("type", "path", "missing", "contentType"));
        Missing missing = missing();
        if (missing != Missing.NULL && missing != Missing.FAIL) {
            throw new InvalidTransformationException("/missing", "Expected \"null\" or \"fail\"");
        }
        return new Partial(EventPath.parse(text("path"), "/path"), missing == Missing.FAIL, contentType());
    }

    private Transformation constant() throws InvalidTransformationException {
        allow(Set.of("type", "value", "contentType"));
        JsonNode value = specification.get("value");
        if (value == null) {
            throw new InvalidTransformationException("/value", "A constant needs a value");
        }
        return constant(value, contentType(), "/value");
    }

    /** A text that is a JSON object or array is delivered as JSON unless the content type says otherwise. */
    static Transformation constant(JsonNode value, @Nullable String contentType, String pointer)
            throws InvalidTransformationException {
        checkLength(value.isTextual() ? value.textValue() : value.toString(), pointer);
        if (value.isTextual() && (contentType == null ? isStructure(value.textValue()) : Bodies.isJson(contentType))) {
            String text = value.textValue();
            if (isJson(text)) {
                byte[] body = text.getBytes(StandardCharsets.UTF_8);
                return new Constant(body, contentType == null ? Bodies.JSON : contentType);
            }
        }
        if (Bodies.value(value, contentType) instanceof TransformationResult.Output output) {
            return new Constant(output.body(), output.contentType());
        }
        throw new InvalidTransformationException(pointer, "The constant is too large");
    }

    private Transformation template() throws InvalidTransformationException {
        allow(Set.of("type", "variables", "template", "missing", "contentType"));
        JsonNode variables =
                specification.has("variables") ? specification.get("variables") : Json.MAPPER.createObjectNode();
        Map<String, TemplateVariable> compiled = variables(variables, "/variables");
        Template template = template(text("template"), compiled, missing(), contentType(), "/template");
        for (TemplatePart part : template.parts()) {
            if (part instanceof Place place && !compiled.containsKey(place.variable())) {
                throw new InvalidTransformationException(
                        "/template", "The variable \"" + place.variable() + "\" is not among the variables");
            }
        }
        return template;
    }

    /** A template that begins with a brace must be JSON, unless the content type says that it is something else. */
    static Template template(
            String text,
            Map<String, TemplateVariable> variables,
            Missing missing,
            @Nullable String contentType,
            String pointer)
            throws InvalidTransformationException {
        checkLength(text, pointer);
        TemplateParser parsed = TemplateParser.parse(text, pointer);
        boolean braced = text.stripLeading().startsWith("{");
        boolean isJson = parsed.isJson();
        boolean json = contentType == null
                ? braced || (isJson && text.stripLeading().startsWith("["))
                : Bodies.isJson(contentType);
        if (json && !isJson) {
            throw new InvalidTransformationException(
                    pointer, "Not JSON with a value in the place of each variable; for other text set \"contentType\"");
        }
        String type = contentType != null ? contentType : json ? Bodies.JSON : Bodies.TEXT;
        return new Template(parsed.parts(), variables, missing, json, type);
    }

    static Map<String, TemplateVariable> variables(JsonNode variables, String pointer)
            throws InvalidTransformationException {
        if (!variables.isObject()) {
            throw new InvalidTransformationException(pointer, "Expected an object of variables");
        }
        if (variables.size() > MAX_VARIABLES) {
            throw new InvalidTransformationException(pointer, "At most " + MAX_VARIABLES + " variables");
        }
        Map<String, TemplateVariable> compiled = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> variable : variables.properties()) {
            compiled.put(variable.getKey(), variable(variable.getValue(), Json.child(pointer, variable.getKey())));
        }
        return compiled;
    }

    private static TemplateVariable variable(JsonNode value, String pointer) throws InvalidTransformationException {
        if (!value.isValueNode()) {
            throw new InvalidTransformationException(pointer, "Expected a JSONPath or a constant");
        }
        checkLength(value.asText(), pointer);
        return value.isTextual() && EventPath.isPath(value.textValue())
                ? new TemplateVariable.FromEvent(EventPath.parse(value.textValue(), pointer))
                : new TemplateVariable.Fixed(value);
    }

    private Transformation jsonata() throws InvalidTransformationException {
        allow(Set.of("type", "expression", "contentType"));
        String expression = text("expression");
        checkLength(expression, "/expression");
        return JsonataExpression.parse(expression, contentType(), "/expression");
    }

    private Missing missing() throws InvalidTransformationException {
        if (!specification.has("missing")) {
            return Missing.NULL;
        }
        JsonNode name = specification.get("missing");
        Missing missing = name.isNull() ? Missing.NULL : Missing.of(name.asText());
        if (missing == null) {
            throw new InvalidTransformationException(
                    "/missing", "Expected one of \"null\", \"omit\", \"fail\", \"keep\"");
        }
        return missing;
    }

    private @Nullable String contentType() throws InvalidTransformationException {
        if (!specification.has("contentType")) {
            return null;
        }
        String contentType = text("contentType");
        if (!MEDIA_TYPE.matcher(contentType).matches()) {
            throw new InvalidTransformationException(
                    "/contentType", "Expected a media type such as \"application/json\"");
        }
        return contentType;
    }

    private String text(String field) throws InvalidTransformationException {
        JsonNode value = specification.get(field);
        if (value == null || !value.isTextual()) {
            throw new InvalidTransformationException(
                    '/' + field, value == null ? "\"" + field + "\" is missing" : "Expected a string");
        }
        return value.textValue();
    }

    private void allow(Set<String> fields) throws InvalidTransformationException {
        for (Map.Entry<String, JsonNode> field : specification.properties()) {
            if (!fields.contains(field.getKey())) {
                throw new InvalidTransformationException(
                        Json.child("", field.getKey()), "Unknown field for this type of transformation");
            }
        }
    }

    static void checkLength(String text, String pointer) throws InvalidTransformationException {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidTransformationException(pointer, "At most " + MAX_LENGTH + " characters");
        }
    }

    private static boolean isStructure(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    private static boolean isJson(String text) {
        try {
            return !Json.LENIENT.readTree(text).isMissingNode();
        } catch (JsonProcessingException otherText) {
            return false;
        }
    }
}

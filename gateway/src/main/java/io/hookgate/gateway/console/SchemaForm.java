package io.hookgate.gateway.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookgate.tenant.http.ApiProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A form made from a JSON Schema of an adapter or preset, one input for each property.
 *
 * @param inputs the inputs, those that must be filled in first
 */
record SchemaForm(List<Input> inputs) {
    private static final Set<String> SIMPLE = Set.of("string", "integer", "number", "boolean");

    /** Copies the list. */
    SchemaForm {
        inputs = List.copyOf(inputs);
    }

    /** How a property is entered. */
    enum Kind {
        TEXT,
        SECRET,
        NUMBER,
        BOX,
        CHOICE,
        LINES,
        JSON
    }

    /**
     * One input.
     *
     * @param name the name of the field in the form, a prefix and the property's name
     * @param value what it holds; never a secret
     * @param set whether a secret is stored already
     * @param rare whether it is shown only when asked for
     */
    record Input(
            String name,
            String property,
            String pointer,
            Kind kind,
            String title,
            String description,
            boolean required,
            List<String> choices,
            String value,
            boolean set,
            boolean rare) {

        public String kindName() {
            return kind.name();
        }
    }

    /** The form of a schema with what is stored, or with the defaults. */
    static SchemaForm of(String prefix, JsonNode schema, JsonNode values) {
        Set<String> required = texts(schema.path("required"));
        Set<String> oneOf = new TreeSet<>();
        schema.path("anyOf").forEach(choice -> oneOf.addAll(texts(choice.path("required"))));
        List<Input> inputs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            inputs.add(input(prefix, property.getKey(), property.getValue(), required, oneOf, values));
        }
        inputs.sort(java.util.Comparator.comparing((Input input) -> !input.required()));
        return new SchemaForm(inputs);
    }

    private static Input input(
            String prefix, String name, JsonNode property, Set<String> required, Set<String> oneOf, JsonNode values) {
        Kind kind = kind(property);
        JsonNode value = values.path(name);
        JsonNode shown = value.isMissingNode() ? property.path("default") : value;
        boolean needed = required.contains(name);
        boolean replaced = name.startsWith("previous");
        return new Input(
                prefix + "." + name,
                name,
                "/" + prefix + "/" + name,
                kind,
                property.path("title").asText(name),
                property.path("description").asText(""),
                needed,
                choices(property),
                kind == Kind.SECRET ? "" : text(kind, shown),
                kind == Kind.SECRET && value.asBoolean(false),
                !needed && !oneOf.contains(name) && (replaced || kind == Kind.JSON));
    }

    /** What stands open, and what is shown only when asked for. */
    public List<Input> usual() {
        return inputs.stream().filter(input -> !input.rare()).toList();
    }

    public List<Input> rare() {
        return inputs.stream().filter(Input::rare).toList();
    }

    /** The form with what was entered, to be corrected; secrets have to be entered again. */
    SchemaForm entered(Form form) {
        return new SchemaForm(inputs.stream()
                .map(input -> new Input(
                        input.name(),
                        input.property(),
                        input.pointer(),
                        input.kind(),
                        input.title(),
                        input.description(),
                        input.required(),
                        input.choices(),
                        input.kind() == Kind.SECRET
                                ? ""
                                : input.kind() == Kind.BOX
                                        ? String.valueOf(form.ticked(input.name()))
                                        : form.raw(input.name()),
                        input.set(),
                        input.rare()))
                .toList());
    }

    /**
     * Reads what was entered; what is empty is left out.
     *
     * @throws ApiProblem if a value has another form than its property wants
     */
    ObjectNode read(Form form, ObjectMapper json) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (Input input : inputs) {
            JsonNode value = read(input, form, json);
            if (value != null) {
                values.set(input.property(), value);
            }
        }
        return values;
    }

    private static @Nullable JsonNode read(Input input, Form form, ObjectMapper json) {
        String text = input.kind() == Kind.SECRET ? form.raw(input.name()) : form.text(input.name());
        return switch (input.kind()) {
            case BOX -> JsonNodeFactory.instance.booleanNode(form.ticked(input.name()));
            case LINES -> lines(form.lines(input.name()));
            case NUMBER -> text.isEmpty() ? null : number(input, text);
            case JSON -> text.isEmpty() ? null : tree(input, text, json);
            case TEXT, SECRET, CHOICE -> text.isEmpty() ? null : TextNode.valueOf(text);
        };
    }

    private static @Nullable JsonNode lines(List<String> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        lines.forEach(array::add);
        return array;
    }

    private static JsonNode number(Input input, String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.scale() <= 0
                    ? JsonNodeFactory.instance.numberNode(number.intValueExact())
                    : DecimalNode.valueOf(number);
        } catch (NumberFormatException | ArithmeticException e) {
            throw ApiProblem.invalid(input.pointer(), "must be a number");
        }
    }

    private static JsonNode tree(Input input, String text, ObjectMapper json) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw ApiProblem.invalid(input.pointer(), "must be JSON; texts stand in quotes");
        }
    }

    private static Kind kind(JsonNode property) {
        if (property.path("writeOnly").asBoolean(false)) {
            return Kind.SECRET;
        }
        if (property.path("enum").isArray()) {
            return Kind.CHOICE;
        }
        String type = property.path("type").asText("");
        if (type.equals("array")
                && SIMPLE.contains(property.path("items").path("type").asText("string"))) {
            return Kind.LINES;
        }
        return switch (type) {
            case "string" -> Kind.TEXT;
            case "integer", "number" -> Kind.NUMBER;
            case "boolean" -> Kind.BOX;
            default -> Kind.JSON;
        };
    }

    private static List<String> choices(JsonNode property) {
        return StreamSupport.stream(property.path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String text(Kind kind, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (kind == Kind.LINES && value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining("\n"));
        }
        return kind == Kind.JSON ? value.toPrettyString() : value.asText();
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package io.hookgate.adapter.generic.preset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.InvalidConfigurationException.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What a preset wants to be told: the few parts of JSON Schema (2020-12) that forms need, {@code type} (string, integer,
 * boolean, array of strings, object), {@code enum}, {@code default}, {@code minimum}, {@code maximum}, and which members
 * are required, all of them or one of several. Immutable.
 */
final class InputSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> MAPPING = Map.of(
            "type", "object",
            "title", "Mapping",
            "description",
                    "Replaces where single attributes of the event come from, as in the settings of the adapter.");

    private final String pointer;
    private final Map<String, Object> properties;
    private final List<String> required;
    private final List<List<String>> requiredAnyOf;

    private InputSchema(
            String pointer, Map<String, Object> properties, List<String> required, List<List<String>> requiredAnyOf) {
        this.pointer = pointer;
        this.properties = properties;
        this.required = List.copyOf(required);
        this.requiredAnyOf = List.copyOf(requiredAnyOf);
    }

    /** The schema of settings; a mapping may always be given. */
    static InputSchema ofSettings(Map<String, Object> properties, Map<String, Object> required) {
        Map<String, Object> all = new LinkedHashMap<>(properties);
        all.put("mapping", MAPPING);
        return new InputSchema("/settings", all, texts(required.get("settings")), List.of());
    }

    /** The schema of secrets: texts that are never read back, each with the one that it replaces. */
    static InputSchema ofSecrets(Map<String, Object> properties, Map<String, Object> required) {
        Map<String, Object> all = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            Map<String, Object> property = new LinkedHashMap<>(asObject(value));
            property.put("type", "string");
            property.put("writeOnly", true);
            all.put(name, property);
        });
        properties.forEach((name, value) -> all.put(
                "previous" + Character.toUpperCase(name.charAt(0)) + name.substring(1),
                Map.of(
                        "type",
                        "string",
                        "writeOnly",
                        true,
                        "title",
                        "Previous: " + asObject(value).get("title"),
                        "description",
                        "Accepted as well while the other replaces it.")));
        List<List<String>> anyOf = new ArrayList<>();
        if (required.get("anySecret") instanceof List<?> names) {
            anyOf.add(texts(names));
        }
        return new InputSchema("/secrets", all, texts(required.get("secrets")), anyOf);
    }

    /** The schema as JSON text. */
    String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.put("properties", properties);
        schema.put("required", required);
        for (List<String> names : requiredAnyOf) {
            schema.put(
                    "anyOf",
                    names.stream()
                            .map(name -> Map.of("required", List.of(name)))
                            .toList());
        }
        try {
            return JSON.writeValueAsString(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can be written", e);
        }
    }

    /** Whether there is a member of this name. */
    boolean has(String name) {
        return properties.containsKey(name);
    }

    /** The values that were entered, with the defaults of those that were not. */
    Map<String, Object> check(Map<String, ?> entered) throws InvalidConfigurationException {
        List<Fault> faults = new ArrayList<>();
        for (String name : new TreeSet<>(entered.keySet())) {
            if (!properties.containsKey(name)) {
                faults.add(fault(name, "is unknown here; known are " + properties.keySet()));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        properties.forEach((name, property) -> {
            Object value = entered.get(name);
            if (value == null) {
                value = asObject(property).get("default");
            } else if (!fits(value, asObject(property))) {
                faults.add(fault(name, "must be " + wanted(asObject(property))));
            }
            if (value != null) {
                values.put(name, value);
            } else if (required.contains(name)) {
                faults.add(fault(name, "is required"));
            }
        });
        for (List<String> names : requiredAnyOf) {
            if (names.stream().noneMatch(values::containsKey)) {
                faults.add(fault(names.get(0), "is required, or one of " + names.subList(1, names.size())));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidConfigurationException(faults);
        }
        return values;
    }

    private Fault fault(String name, String reason) {
        return new Fault(pointer + '/' + name.replace("~", "~0").replace("/", "~1"), reason);
    }

    private static boolean fits(Object value, Map<String, ?> property) {
        if (property.get("enum") instanceof List<?> choices) {
            return choices.contains(value);
        }
        return switch (String.valueOf(property.get("type"))) {
            case "string" -> value instanceof String text && !text.isBlank();
            case "integer" -> value instanceof Number number && isWithin(number.doubleValue(), property);
            case "boolean" -> value instanceof Boolean;
            case "array" ->
                value instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(String.class::isInstance);
            default -> value instanceof Map<?, ?>;
        };
    }

    private static boolean isWithin(double number, Map<String, ?> property) {
        return number == Math.rint(number)
                && number >= (property.get("minimum") instanceof Number least ? least.doubleValue() : 0)
                && number <= (property.get("maximum") instanceof Number most ? most.doubleValue() : Integer.MAX_VALUE);
    }

    private static String wanted(Map<String, ?> property) {
        if (property.get("enum") instanceof List<?> choices) {
            return "one of " + choices;
        }
        return switch (String.valueOf(property.get("type"))) {
            case "string" -> "a text that is not empty";
            case "integer" -> "a whole number in its bounds";
            case "boolean" -> "true or false";
            case "array" -> "a list of texts";
            default -> "an object";
        };
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> asObject(Object value) {
        return (Map<String, ?>) Objects.requireNonNull(value);
    }
}

package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.hookgate.routing.Clause.All;
import io.hookgate.routing.Clause.Any;
import io.hookgate.routing.Clause.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Compiles the JSON of a pattern into clauses, refusing what breaks the grammar. Used for one pattern. */
final class PatternParser {
    static final String OR = "$or";
    private static final String DATA = "data";
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]{1,64}");

    private int leaves;

    private PatternParser() {}

    static Clause parse(JsonNode pattern) throws InvalidPatternException {
        PatternLimits.checkShape(pattern);
        if (!pattern.isObject()) {
            throw new InvalidPatternException("", "A pattern is a JSON object");
        }
        return new PatternParser().attributes(pattern, "");
    }

    /** The level of the attributes, of the pattern itself or of an alternative beside them. */
    private Clause attributes(JsonNode object, String pointer) throws InvalidPatternException {
        List<Clause> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String key = field.getKey();
            JsonNode value = field.getValue();
            String place = Json.child(pointer, key);
            if (key.equals(DATA)) {
                parts.add(data(value, List.of(DATA), place));
            } else if (key.equals(OR)) {
                parts.add(attributeAlternatives(value, place));
            } else if (ATTRIBUTE.matcher(key).matches()) {
                parts.add(condition(value, List.of(key), place));
            } else {
                throw new InvalidPatternException(
                        place,
                        "Unknown key: expected a CloudEvents attribute or extension (lower-case letters and digits),"
                                + " \"data\" or \"$or\"");
            }
        }
        return new All(parts);
    }

    private Clause attributeAlternatives(JsonNode value, String pointer) throws InvalidPatternException {
        if (!value.isArray() || value.isEmpty()) {
            throw new InvalidPatternException(pointer, "\"$or\" needs an array of patterns");
        }
        List<Clause> alternatives = new ArrayList<>();
        for (int index = 0; index < value.size(); index++) {
            String place = pointer + '/' + index;
            JsonNode alternative = value.get(index);
            requireKeys(alternative, place);
            alternatives.add(attributes(alternative, place));
        }
        return new Any(pointer, alternatives);
    }

    /** An object within the data. */
    private Clause data(JsonNode object, List<String> path, String pointer) throws InvalidPatternException {
        requireKeys(object, pointer);
        List<Clause> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String key = field.getKey();
            JsonNode value = field.getValue();
            String place = Json.child(pointer, key);
            if (key.equals(OR) && isAlternatives(value)) {
                parts.add(dataAlternatives(value, path, place));
                continue;
            }
            List<String> below = new ArrayList<>(path);
            below.add(key);
            parts.add(value.isObject() ? data(value, below, place) : condition(value, below, place));
        }
        return new All(parts);
    }

    private Clause dataAlternatives(JsonNode value, List<String> path, String pointer) throws InvalidPatternException {
        List<Clause> alternatives = new ArrayList<>();
        for (int index = 0; index < value.size(); index++) {
            alternatives.add(data(value.get(index), path, pointer + '/' + index));
        }
        return new Any(pointer, alternatives);
    }

    /** Tells the relation {@code $or} from a field of the data that has this name. */
    private static boolean isAlternatives(JsonNode value) {
        if (!value.isArray() || value.isEmpty()) {
            return false;
        }
        for (JsonNode alternative : value) {
            if (!alternative.isObject()) {
                return false;
            }
            for (Map.Entry<String, JsonNode> field : alternative.properties()) {
                if (LeafParser.OPERATORS.contains(field.getKey())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void requireKeys(JsonNode value, String pointer) throws InvalidPatternException {
        if (!value.isObject()) {
            throw new InvalidPatternException(pointer, "Expected an object whose keys are fields");
        }
        if (value.isEmpty()) {
            throw new InvalidPatternException(pointer, "Expected at least one key");
        }
    }

    private Condition condition(JsonNode value, List<String> path, String pointer) throws InvalidPatternException {
        if (!value.isArray()) {
            throw new InvalidPatternException(pointer, "Expected an array of values and conditions");
        }
        if (value.isEmpty()) {
            throw new InvalidPatternException(pointer, "The array needs at least one value or condition");
        }
        PatternLimits.checkLeaves(leaves += value.size(), pointer);
        List<Leaf> alternatives = new ArrayList<>(value.size());
        for (int index = 0; index < value.size(); index++) {
            JsonNode element = value.get(index);
            String place = pointer + '/' + index;
            if (element.getNodeType() == JsonNodeType.ARRAY) {
                throw new InvalidPatternException(place, "An array within the array of values is not allowed");
            }
            alternatives.add(LeafParser.parse(element, place));
        }
        return new Condition(pointer, new FieldPath(path), alternatives);
    }
}

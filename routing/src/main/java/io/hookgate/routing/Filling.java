package io.hookgate.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookgate.routing.Template.Missing;
import io.hookgate.routing.TemplatePart.Place;
import io.hookgate.routing.TemplatePart.Text;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Puts the values of one event into a template. Used once. */
final class Filling {
    /** Stands for a variable that is to be left out, until the body is read again; nobody can know it. */
    private static final String OMITTED = "omitted-" + UUID.randomUUID();

    private final Template template;
    private final Map<String, JsonNode> values;
    private final Map<TemplatePart, String> written = new HashMap<>();
    private final StringBuilder body = new StringBuilder();
    private boolean omitted;

    Filling(Template template, Map<String, JsonNode> values) {
        this.template = template;
        this.values = values;
    }

    TransformationResult fill() {
        for (TemplatePart part : template.parts()) {
            body.append(part instanceof Text text ? text.text() : written.computeIfAbsent(part, this::write));
            if (body.length() > Transformation.MAX_OUTPUT_BYTES) {
                return Bodies.TOO_LARGE;
            }
        }
        return omitted ? withoutOmitted() : Bodies.text(body.toString(), template.contentType());
    }

    private String write(TemplatePart part) {
        Place place = (Place) part;
        JsonNode value = values.get(place.variable());
        if (value == null) {
            return writeMissing(place);
        }
        if (!template.json()) {
            return plain(value);
        }
        return place.quoted() ? escape(plain(value)) : value.toString();
    }

    private String writeMissing(Place place) {
        if (template.missing() == Missing.OMIT) {
            omitted = omitted || template.json();
            return !template.json() ? "" : place.quoted() ? escape(OMITTED) : quote(OMITTED);
        }
        boolean kept = template.missing() == Missing.KEEP && (place.quoted() || !template.json());
        return kept ? place.written() : "null";
    }

    /** Reads the body again, and writes it without the members and elements that are left out. */
    private TransformationResult withoutOmitted() {
        try {
            JsonNode tree = Json.LENIENT.readTree(body.toString());
            JsonNode cleaned = clean(tree);
            return Bodies.json(cleaned, template.contentType());
        } catch (JsonProcessingException broken) {
            return new TransformationResult.Failed("The template does not give JSON for this event");
        }
    }

    private static JsonNode clean(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> kept = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (!field.getKey().equals(OMITTED) && !isOmitted(field.getValue())) {
                    kept.put(field.getKey().replace(OMITTED, ""), clean(field.getValue()));
                }
            }
            return object.objectNode().setAll(kept);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode kept = array.arrayNode();
            for (JsonNode element : array) {
                if (!isOmitted(element)) {
                    kept.add(clean(element));
                }
            }
            return kept;
        }
        return node.isTextual() ? TextNode.valueOf(node.textValue().replace(OMITTED, "")) : node;
    }

    private static boolean isOmitted(JsonNode node) {
        return node.isTextual() && node.textValue().equals(OMITTED);
    }

    private static String plain(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static String quote(String text) {
        return '"' + escape(text) + '"';
    }

    /** A text as it stands within the quotes of a JSON string. */
    private static String escape(String text) {
        String quoted = TextNode.valueOf(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }
}

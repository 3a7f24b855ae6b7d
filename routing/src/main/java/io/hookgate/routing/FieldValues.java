package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event has at one path: nothing, or a value with the scalars that conditions are tested on.
 *
 * <p>A scalar counts as itself, an array as those of its elements that are scalars, each once; objects and nested
 * arrays have no scalars.
 */
record FieldValues(boolean present, List<Scalar> scalars) {
    private static final FieldValues MISSING = new FieldValues(false, List.of());
    private static final FieldValues WITHOUT_SCALARS = new FieldValues(true, List.of());

    static FieldValues of(@Nullable JsonNode node) {
        if (node == null) {
            return MISSING;
        }
        if (node.isArray()) {
            return ofElements(node);
        }
        Scalar scalar = Scalar.of(node);
        return scalar == null ? WITHOUT_SCALARS : new FieldValues(true, List.of(scalar));
    }

    private static FieldValues ofElements(JsonNode array) {
        Map<String, Scalar> distinct = new LinkedHashMap<>();
        for (JsonNode element : array) {
            Scalar scalar = Scalar.of(element);
            if (scalar != null) {
                distinct.putIfAbsent(scalar.identity(), scalar);
            }
        }
        return distinct.isEmpty() ? WITHOUT_SCALARS : new FieldValues(true, new ArrayList<>(distinct.values()));
    }
}

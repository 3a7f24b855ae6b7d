package io.hookgate.tenant.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads partial updates: an object with the fields to change. A field that is absent stays, null takes it away, and any
 * other value replaces it.
 */
@ApplicationScoped
public class RequestBodies {
    private final ObjectMapper json;
    private final Validator validator;

    RequestBodies(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * Applies a partial update and checks the result as if it had been posted.
     *
     * @param current what would have to be posted to get the object as it is
     * @param merged the fields that hold a map, whose entries are changed one by one in the same way
     * @throws ApiProblem if the patch is no JSON object, or the result is not acceptable
     */
    public <T> T patched(T current, @Nullable JsonNode patch, Class<T> type, String... merged) {
        if (patch == null || !patch.isObject()) {
            throw ApiProblem.invalid("", "The body must be a JSON object with the fields to change.");
        }
        T result;
        try {
            result = json.treeToValue(apply(patch, json.valueToTree(current), Set.of(merged)), type);
        } catch (JsonProcessingException e) {
            throw ProblemMapper.unreadable(e);
        }
        return checked(result);
    }

    /**
     * Reads a body that may be left out.
     *
     * @throws ApiProblem if it is there and not acceptable
     */
    public <T> T optional(@Nullable String body, Class<T> type, T ifAbsent) {
        if (body == null || body.isBlank()) {
            return ifAbsent;
        }
        T result;
        try {
            result = json.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw ProblemMapper.unreadable(e);
        }
        return result == null ? ifAbsent : checked(result);
    }

    private <T> T checked(T result) {
        Set<ConstraintViolation<T>> violations = validator.validate(result);
        if (!violations.isEmpty()) {
            throw ProblemMapper.invalidValues(new ConstraintViolationException(violations));
        }
        return result;
    }

    private static ObjectNode apply(JsonNode patch, ObjectNode target, Set<String> merged) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value.isObject() && merged.contains(name) && target.get(name) instanceof ObjectNode map) {
                apply(value, map, Set.of());
            } else {
                target.set(name, value);
            }
        }
        return target;
    }
}

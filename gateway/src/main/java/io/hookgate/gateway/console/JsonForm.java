package io.hookgate.gateway.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.ProblemMapper;

/** Turns what was entered as JSON into what the API takes. */
final class JsonForm {
    private JsonForm() {}

    /**
     * Reads a body of the API.
     *
     * @throws ApiProblem if a value has the wrong form
     */
    static <T> T value(ObjectMapper json, JsonNode body, Class<T> type) {
        try {
            return json.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw ProblemMapper.mistake(e).orElseThrow();
        }
    }

    /**
     * Reads JSON that somebody has typed.
     *
     * @throws ApiProblem that says where it is not JSON
     */
    static JsonNode typed(ObjectMapper json, String pointer, String text) {
        try {
            JsonNode tree = json.readTree(text);
            if (!tree.isMissingNode()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw ApiProblem.invalid(pointer, "This is not JSON: line " + line + ", column " + column + ".");
        }
        throw ApiProblem.invalid(pointer, "JSON is expected here.");
    }

    /** JSON with one member a line; the text as it is if it is no JSON. */
    static String pretty(ObjectMapper json, String text) {
        try {
            return json.readTree(text).toPrettyString();
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}

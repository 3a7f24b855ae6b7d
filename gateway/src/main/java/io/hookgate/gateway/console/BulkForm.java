package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.http.ApiProblem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A form that has something done to everything that a search has found. */
final class BulkForm {
    private static final String FROM = "from";

    private BulkForm() {}

    /**
     * The body that the API takes: the span of time, which begins with the oldest if none was searched for, and these
     * fields as far as they were sent.
     *
     * @throws ApiProblem if a number is none
     */
    static ObjectNode body(Form form, List<String> fields) {
        String from = Search.moment(form.textOrNull(FROM));
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put(FROM, from == null ? Instant.EPOCH.toString() : from);
        put(body, "to", Search.moment(form.textOrNull("to")));
        fields.forEach(field -> put(body, field, form.textOrNull(field)));
        putNumber(body, "statusCode", form);
        putNumber(body, "ratePerSecond", form);
        return body;
    }

    private static void put(ObjectNode body, String field, @Nullable String text) {
        if (text != null) {
            body.put(field, text);
        }
    }

    private static void putNumber(ObjectNode body, String field, Form form) {
        String text = form.textOrNull(field);
        if (text == null) {
            return;
        }
        try {
            body.put(field, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw ApiProblem.invalid("/" + field, "must be a whole number");
        }
    }
}

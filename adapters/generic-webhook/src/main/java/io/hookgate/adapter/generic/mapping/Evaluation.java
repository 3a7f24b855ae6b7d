package io.hookgate.adapter.generic.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.adapter.InboundRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an {@link Expression} can look at: a request, its body as a tree, and the part of it that becomes one event. Not
 * thread-safe.
 */
public final class Evaluation {
    private final InboundRequest request;
    private final RequestBody body;
    private final JsonNode root;
    private final JsonNode item;
    private final int index;
    private final Map<String, String> variables = new HashMap<>();

    private Evaluation(InboundRequest request, RequestBody body, JsonNode root, JsonNode item, int index) {
        this.request = request;
        this.body = body;
        this.root = root;
        this.item = item;
        this.index = index;
    }

    /** Looks at a whole body. */
    public static Evaluation of(InboundRequest request, JsonNode root) {
        return new Evaluation(request, new RequestBody(request), root, root, 0);
    }

    /** Looks at one item of the body. */
    Evaluation item(JsonNode part, int position) {
        return new Evaluation(request, body, root, part, position);
    }

    InboundRequest request() {
        return request;
    }

    RequestBody body() {
        return body;
    }

    JsonNode root() {
        return root;
    }

    JsonNode item() {
        return item;
    }

    int index() {
        return index;
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** Gives a variable its value, for the expressions that are evaluated from now on. */
    public void set(String name, String value) {
        variables.put(name, value);
    }
}

package io.hookgate.adapter.generic.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.model.EventJson;
import java.util.Optional;

/**
 * A JSONPath (RFC 9535, as Jayway implements it) that takes time in proportion to the body: no regular expressions, at
 * most one descent ({@code ..}), one filter and one list in brackets. Thread-safe.
 */
public final class BodyPath {
    private static final int MAX_LENGTH = 512;
    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(EventJson.dataMapper()))
            .mappingProvider(new JacksonMappingProvider(EventJson.dataMapper()))
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final JsonPath path;

    private BodyPath(JsonPath path) {
        this.path = path;
    }

    /** Compiles a path; {@code pointer} names its place in a fault. */
    public static BodyPath compile(String path, String pointer) throws InvalidConfigurationException {
        if (path.length() > MAX_LENGTH) {
            throw new InvalidConfigurationException(pointer, "must have at most " + MAX_LENGTH + " characters");
        }
        if (!path.startsWith("$")) {
            throw new InvalidConfigurationException(pointer, "must be a JSONPath that begins with $");
        }
        if (path.contains("=~")) {
            throw new InvalidConfigurationException(pointer, "must not use a regular expression");
        }
        if (count(path, "..") > 1 || count(path, "[?") > 1) {
            throw new InvalidConfigurationException(
                    pointer, "must have at most one descent (..) and one filter ([?…])");
        }
        if (listsInBrackets(path) > 1) {
            throw new InvalidConfigurationException(pointer, "must have at most one list in brackets ([a,b])");
        }
        try {
            return new BodyPath(JsonPath.compile(path));
        } catch (JsonPathException | IllegalArgumentException e) {
            throw new InvalidConfigurationException(pointer, "is not a valid JSONPath");
        }
    }

    /** Compiles a path that leads to one place at most. */
    static BodyPath compileDefinite(String path, String pointer) throws InvalidConfigurationException {
        BodyPath compiled = compile(path, pointer);
        if (!compiled.path.isDefinite()) {
            throw new InvalidConfigurationException(pointer, "must lead to one place: no wildcard, filter or descent");
        }
        return compiled;
    }

    /** What stands there; missing if nothing does. A path that can match repeatedly gives an array. */
    public JsonNode node(JsonNode tree) {
        if (tree.isMissingNode()) {
            return tree;
        }
        try {
            Object found = path.read(tree, CONFIGURATION);
            return found instanceof JsonNode node ? node : MissingNode.getInstance();
        } catch (JsonPathException | IllegalArgumentException | UnsupportedOperationException e) {
            return MissingNode.getInstance();
        }
    }

    Optional<String> text(JsonNode tree) {
        JsonNode found = node(tree);
        if (found instanceof ArrayNode array && !path.isDefinite()) {
            found = array.isEmpty() ? MissingNode.getInstance() : array.get(0);
        }
        return Expression.textOf(found);
    }

    /** Each of them multiplies what is found, so that [0,0] again and again would find exponentially many. */
    private static int listsInBrackets(String path) {
        int lists = 0;
        boolean inList = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == ',' && !inList) {
                lists++;
            }
            inList = c == ',' || (inList && c != ']' && c != '[');
        }
        return lists;
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length())) {
            count++;
        }
        return count;
    }
}

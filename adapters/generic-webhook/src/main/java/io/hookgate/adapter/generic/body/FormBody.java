package io.hookgate.adapter.generic.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookgate.adapter.RejectionCause;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads bodies of {@code application/x-www-form-urlencoded}. */
public final class FormBody {
    private FormBody() {}

    /** The decoded parameters, in the order of the body. */
    public static Map<String, List<String>> parameters(byte[] bytes, Charset charset)
            throws UnacceptableRequestException {
        String text = Text.decode(bytes, charset);
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        int start = 0;
        while (start < text.length()) {
            int ampersand = text.indexOf('&', start);
            int end = ampersand < 0 ? text.length() : ampersand;
            if (end > start) {
                String pair = text.substring(start, end);
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals), charset);
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1), charset);
                parameters.computeIfAbsent(name, ignored -> new ArrayList<>(1)).add(value);
            }
            start = end + 1;
        }
        return parameters;
    }

    /** An object of the parameters: a string for each name, or an array of strings where a name occurs repeatedly. */
    public static JsonNode tree(Map<String, List<String>> parameters) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, values) -> {
            if (values.size() == 1) {
                tree.set(name, TextNode.valueOf(values.get(0)));
            } else {
                ArrayNode array = tree.putArray(name);
                values.forEach(array::add);
            }
        });
        return tree;
    }

    private static String decode(String text, Charset charset) throws UnacceptableRequestException {
        try {
            return URLDecoder.decode(text, charset);
        } catch (IllegalArgumentException e) {
            throw new UnacceptableRequestException(
                    RejectionCause.UNPARSABLE_BODY, "The form has a percent sign without two hexadecimal digits");
        }
    }
}

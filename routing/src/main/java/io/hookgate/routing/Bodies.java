package io.hookgate.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Writes values as bodies, within the size that a body may have. */
final class Bodies {
    static final String JSON = "application/json";
    static final String TEXT = "text/plain; charset=utf-8";

    private Bodies() {}

    static TransformationResult json(JsonNode value, String contentType) {
        try {
            return bounded(Json.MAPPER.writeValueAsBytes(value), contentType);
        } catch (JsonProcessingException notWritable) {
            return new TransformationResult.Failed("The result cannot be written as JSON");
        }
    }

    static TransformationResult text(String value, String contentType) {
        return bounded(value.getBytes(StandardCharsets.UTF_8), contentType);
    }

    private static TransformationResult bounded(byte[] body, String contentType) {
        if (body.length > Transformation.MAX_OUTPUT_BYTES) {
            return new TransformationResult.Failed(
                    "The result has " + body.length + " bytes, more than " + Transformation.MAX_OUTPUT_BYTES);
        }
        return new TransformationResult.Output(body, contentType);
    }
}

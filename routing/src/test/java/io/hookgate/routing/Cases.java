package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the JSON cases beside the tests, numbers as they are written. */
final class Cases {
    private Cases() {}

    static JsonNode read(String name) {
        try (InputStream stream = Objects.requireNonNull(Cases.class.getResourceAsStream(name), name)) {
            return Json.MAPPER.readTree(stream);
        } catch (IOException broken) {
            throw new IllegalStateException(name, broken);
        }
    }

    static Stream<JsonNode> vectors(String kind) {
        return stream(read("eventbridge-vectors.json").get("vectors"))
                .filter(vector -> vector.get("kind").asText().equals(kind));
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

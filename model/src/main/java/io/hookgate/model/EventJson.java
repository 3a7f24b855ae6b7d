package io.hookgate.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON that an event may consist of, the same wherever one is read, so that what ingress takes in is readable by
 * every later stage.
 *
 * <p>Strict RFC 8259, at most {@value #MAX_DATA_DEPTH} levels of nesting in the data, numbers of at most {@value
 * #MAX_NUMBER_LENGTH} and names of at most {@value #MAX_NAME_LENGTH} characters, nothing behind the value; of equal keys in one object the last counts. Numbers keep their exact value.
 */
public final class EventJson {
    /** Levels of nesting that the data of an event may have. */
    public static final int MAX_DATA_DEPTH = 200;
    /** Characters that one number may have. */
    public static final int MAX_NUMBER_LENGTH = 1000;
    /** Characters that the name of a field may have. */
    public static final int MAX_NAME_LENGTH = 50_000;

    private static final int ENVELOPE_DEPTH = 2;
    private static final ObjectMapper DATA = mapper(MAX_DATA_DEPTH);
    private static final ObjectMapper ENVELOPE = mapper(MAX_DATA_DEPTH + ENVELOPE_DEPTH);

    private EventJson() {}

    /** Reads and writes the data of events. Thread-safe; must not be reconfigured. */
    public static ObjectMapper dataMapper() {
        return DATA;
    }

    /** Reads and writes whole events in the CloudEvents JSON format. Thread-safe; must not be reconfigured. */
    public static ObjectMapper envelopeMapper() {
        return ENVELOPE;
    }

    /**
     * Reads data that came from outside: UTF-8 without a byte order mark, as RFC 8259 section 8.1 wants it, so that the same
     * bytes may be put into an event. The mappers by themselves would take other encodings too.
     *
     * @throws InvalidEventException if {@code utf8} is not one valid value
     */
    public static JsonNode readData(byte[] utf8) throws InvalidEventException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            JsonNode value = DATA.readTree(text);
            if (value.isMissingNode()) {
                throw new InvalidEventException("There is no JSON value");
            }
            return value;
        } catch (CharacterCodingException e) {
            throw new InvalidEventException("The JSON is not valid UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new InvalidEventException("The JSON is not valid", e);
        }
    }

    private static ObjectMapper mapper(int depth) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}

package io.hookgate.adapter.generic.body;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.model.EventJson;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads JSON bodies by the rules of {@link EventJson}. */
public final class JsonBody {
    private JsonBody() {}

    /** Reads a body in the given charset; the data is its exact text. */
    static Content read(byte[] bytes, Charset charset) throws UnacceptableRequestException {
        String text = Text.decode(bytes, charset);
        JsonNode tree = parse(text);
        boolean isExact = charset.equals(StandardCharsets.UTF_8) && !startsWithByteOrderMark(bytes);
        return Content.json(tree, isExact ? bytes : text.getBytes(StandardCharsets.UTF_8));
    }

    /** Parses a text that must be one JSON value. */
    public static JsonNode parse(String text) throws UnacceptableRequestException {
        try {
            JsonNode tree = EventJson.dataMapper().readTree(text);
            if (!tree.isMissingNode()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new UnacceptableRequestException(
                    RejectionCause.UNPARSABLE_BODY,
                    "The body is not valid JSON"
                            + (place == null ? "" : ", line " + place.getLineNr() + " column " + place.getColumnNr()));
        }
        throw new UnacceptableRequestException(RejectionCause.UNPARSABLE_BODY, "The body is blank, not JSON");
    }

    private static boolean startsWithByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }
}

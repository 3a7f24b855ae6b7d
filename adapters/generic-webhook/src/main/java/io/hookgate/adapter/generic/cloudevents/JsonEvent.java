package io.hookgate.adapter.generic.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import java.util.Base64;
import java.util.Map;

/** Reads one event in the JSON format (CloudEvents JSON Event Format 1.0.2). */
final class JsonEvent {
    private JsonEvent() {}

    static CloudEvent read(JsonNode event) throws UnacceptableRequestException {
        if (!event.isObject()) {
            throw CloudEventsReader.unparsable("A CloudEvent must be a JSON object");
        }
        EventAssembly assembly = new EventAssembly();
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "data", "data_base64" -> {}
                case "datacontenttype" -> {
                    if (!value.isNull()) {
                        assembly.contentType(value.asText());
                    }
                }
                default -> addAttribute(assembly, field.getKey(), value);
            }
        }
        addData(assembly, event);
        return assembly.build();
    }

    private static void addAttribute(EventAssembly assembly, String name, JsonNode value)
            throws UnacceptableRequestException {
        if (value.isNull()) {
            return;
        }
        if (value.isTextual()) {
            assembly.attribute(name, value.textValue());
        } else if (value.isBoolean()) {
            assembly.attribute(name, value.booleanValue());
        } else if (value.isInt()) {
            assembly.attribute(name, value.intValue());
        } else {
            throw CloudEventsReader.unparsable(
                    "An attribute of a CloudEvent must be a string, a boolean or a 32-bit integer");
        }
    }

    private static void addData(EventAssembly assembly, JsonNode event) throws UnacceptableRequestException {
        JsonNode data = event.get("data");
        JsonNode encoded = event.get("data_base64");
        boolean hasEncoded = encoded != null && !encoded.isNull();
        if (data != null && hasEncoded) {
            throw CloudEventsReader.unparsable("A CloudEvent must not have both data and data_base64");
        }
        if (hasEncoded) {
            try {
                assembly.bytes(Base64.getDecoder().decode(encoded.asText()));
            } catch (IllegalArgumentException e) {
                throw CloudEventsReader.unparsable("The member data_base64 is not base64");
            }
        } else if (data != null) {
            assembly.json(data);
        }
    }
}

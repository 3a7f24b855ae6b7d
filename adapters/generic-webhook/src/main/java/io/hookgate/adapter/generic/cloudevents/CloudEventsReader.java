package io.hookgate.adapter.generic.cloudevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.body.MediaType;
import io.hookgate.adapter.generic.body.Text;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.model.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads CloudEvents from HTTP in the binary, structured and batched content modes (HTTP Protocol Binding 1.0.2 section 3). */
public final class CloudEventsReader {
    private static final String MEDIA_TYPE_FAMILY = "application/cloudevents";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCHED = "application/cloudevents-batch+json";
    private static final String HEADER_PREFIX = "ce-";

    private final int maxEvents;

    /** Takes at most {@code maxEvents} events in one batch. */
    public CloudEventsReader(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /** Whether the sender says that the request carries CloudEvents. */
    public boolean claims(InboundRequest request) {
        return request.header("ce-specversion").isPresent()
                || request.header("content-type")
                        .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith(MEDIA_TYPE_FAMILY))
                        .isPresent();
    }

    /** The events, in the order of the request. */
    public List<CloudEvent> read(InboundRequest request) throws UnacceptableRequestException {
        Optional<MediaType> type = request.header("content-type").flatMap(MediaType::parse);
        String essence = type.map(MediaType::essence).orElse("");
        if (essence.equals(STRUCTURED)) {
            return List.of(JsonEvent.read(parse(request, type)));
        }
        if (essence.equals(BATCHED)) {
            return readBatch(parse(request, type));
        }
        if (essence.startsWith(MEDIA_TYPE_FAMILY)) {
            throw new UnacceptableRequestException(
                    RejectionCause.UNSUPPORTED_CONTENT_TYPE, "CloudEvents are taken in the JSON format only");
        }
        return List.of(readBinary(request));
    }

    private List<CloudEvent> readBatch(JsonNode batch) throws UnacceptableRequestException {
        if (!batch.isArray()) {
            throw unparsable("A batch of CloudEvents must be a JSON array");
        }
        if (batch.size() > maxEvents) {
            throw new UnacceptableRequestException(
                    RejectionCause.UNMAPPABLE, "The batch has more than " + maxEvents + " events");
        }
        List<CloudEvent> events = new ArrayList<>(batch.size());
        for (JsonNode event : batch) {
            events.add(JsonEvent.read(event));
        }
        return events;
    }

    private static CloudEvent readBinary(InboundRequest request) throws UnacceptableRequestException {
        EventAssembly assembly = new EventAssembly();
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(HEADER_PREFIX) && !header.getValue().isEmpty()) {
                String attribute = name.substring(HEADER_PREFIX.length());
                if (attribute.equals("datacontenttype")) {
                    throw unparsable(
                            "The attribute datacontenttype is the header Content-Type, not a header of its own");
                }
                String value = AttributeText.decode(header.getValue().get(0))
                        .orElseThrow(() -> unparsable("A ce- header is not percent-encoded UTF-8"));
                assembly.attribute(attribute, value);
            }
        }
        request.header("content-type").ifPresent(assembly::contentType);
        if (request.body().length > 0) {
            assembly.bytes(request.body());
        }
        return assembly.build();
    }

    private static JsonNode parse(InboundRequest request, Optional<MediaType> type)
            throws UnacceptableRequestException {
        Optional<java.nio.charset.Charset> charset =
                type.isPresent() ? type.get().charset() : Optional.empty();
        String text = Text.decode(request.body(), charset.orElse(StandardCharsets.UTF_8));
        try {
            return EventJson.envelopeMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw unparsable("The body is not valid JSON");
        }
    }

    static UnacceptableRequestException unparsable(String detail) {
        return new UnacceptableRequestException(RejectionCause.UNPARSABLE_BODY, detail);
    }
}

package io.hookgate.delivery.attempt;

import io.hookgate.model.EventJson;
import io.hookgate.routing.Transformation;
import io.hookgate.routing.TransformationResult;
import io.hookgate.routing.TransformationResult.Failed;
import io.hookgate.routing.TransformationResult.Output;
import io.hookgate.tenant.PayloadForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to an endpoint, signature aside.
 *
 * @param contentType null if there is nothing to describe
 * @param headers further headers, which belong to the form
 */
record Message(
        @SuppressWarnings("ArrayRecordComponent") byte[] body,
        @Nullable String contentType,
        Map<String, String> headers) {
    private static final String STRUCTURED = "application/cloudevents+json; charset=utf-8";
    private static final String ATTRIBUTE_PREFIX = "ce-";
    private static final byte[] NOTHING = {};
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /** The event in the form that the endpoint asks for. */
    static Message of(PayloadForm form, byte[] event) {
        return switch (form) {
            case CLOUDEVENTS_STRUCTURED -> structured(event);
            case CLOUDEVENTS_BINARY -> binary(event);
            case DATA -> data(event);
        };
    }

    /**
     * What the transformation makes of the event, whatever the form.
     *
     * @throws UntransformableException if it does not work on this event
     */
    static Message transformed(Transformation transformation, byte[] event)
            throws IOException, UntransformableException {
        TransformationResult made =
                transformation.apply(EventJson.envelopeMapper().readTree(event));
        if (made instanceof Failed failed) {
            throw new UntransformableException(failed.reason());
        }
        Output output = (Output) made;
        return new Message(output.body(), output.contentType(), Map.of());
    }

    /** The transformation does not work on the event, now or later. */
    static final class UntransformableException extends Exception {
        private static final long serialVersionUID = 1L;

        UntransformableException(String reason) {
            super(reason, null, false, false);
        }
    }

    /** The event itself as body (CloudEvents HTTP binding 1.0.2 section 3.2). */
    private static Message structured(byte[] event) {
        return new Message(event, STRUCTURED, Map.of());
    }

    /** The data as body, attributes as headers (CloudEvents HTTP binding 1.0.2 section 3.1). */
    private static Message binary(byte[] event) {
        EventParts parts = EventParts.of(event);
        Map<String, String> headers = new HashMap<>();
        parts.attributes().forEach((name, value) -> {
            if (!name.equals(EventParts.CONTENT_TYPE)) {
                headers.put(ATTRIBUTE_PREFIX + name, encode(value));
            }
        });
        return of(parts, headers);
    }

    /** The data alone. */
    private static Message data(byte[] event) {
        return of(EventParts.of(event), Map.of());
    }

    private static Message of(EventParts parts, Map<String, String> headers) {
        byte[] data = parts.data();
        boolean described = data != null || parts.attributes().containsKey(EventParts.CONTENT_TYPE);
        return new Message(data == null ? NOTHING : data, described ? parts.contentType() : null, headers);
    }

    /** Section 3.1.3.2: everything but visible ASCII is percent-encoded as UTF-8, and so are the quote and the percent sign. */
    static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7F && octet != '"' && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX[(octet >> 4) & 0xF]).append(HEX[octet & 0xF]);
            }
        }
        return encoded.toString();
    }
}

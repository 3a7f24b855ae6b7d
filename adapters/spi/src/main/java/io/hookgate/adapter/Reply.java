package io.hookgate.adapter;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The HTTP response that a provider gets.
 *
 * @param status the status code
 * @param headers header values by name
 * @param body the body; shared, never to be written to
 * @param exact whether nothing may be added, not even a body that says what was wrong
 */
public record Reply(
        int status,
        Map<String, String> headers,
        @SuppressWarnings("ArrayRecordComponent") byte[] body,
        boolean exact) {

    /** Copies the headers. */
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** A reply that may be completed where it has no body. */
    public Reply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, false);
    }

    /** A reply without a body. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    /** A reply with a body in UTF-8. */
    public static Reply of(int status, String contentType, String body) {
        return new Reply(status, Map.of("content-type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }
}

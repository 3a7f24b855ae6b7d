package io.hookgate.delivery.attempt;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Records the head and the beginning of the body of a response while it is read. */
final class ResponseRecord {
    private static final byte[] NOTHING = {};

    private final int recorded;
    private final long most;
    private byte[] body = NOTHING;
    private long received;
    private @Nullable Integer statusCode;
    private @Nullable MultiMap head;

    /**
     * Records nothing yet.
     *
     * @param recorded bytes of the body that are kept
     * @param discarded bytes of the body that are read beyond those
     */
    ResponseRecord(int recorded, long discarded) {
        this.recorded = recorded;
        this.most = recorded + discarded;
    }

    void head(int status, MultiMap head) {
        statusCode = status;
        this.head = head;
    }

    /** Takes a part of the body; says whether more is wanted. */
    boolean add(Buffer part) {
        int kept = Math.min(part.length(), recorded - body.length);
        if (kept > 0) {
            int length = body.length;
            body = Arrays.copyOf(body, length + kept);
            part.getBytes(0, kept, body, length);
        }
        received += part.length();
        return received <= most;
    }

    @Nullable
    Integer statusCode() {
        return statusCode;
    }

    @Nullable
    String headers() {
        return head == null ? null : json(head);
    }

    @Nullable
    String header(CharSequence name) {
        return head == null ? null : head.get(name);
    }

    byte @Nullable [] body() {
        return body.length == 0 ? null : body;
    }

    private static String json(MultiMap head) {
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        StringBuilder json = new StringBuilder("{");
        for (String name : head.names()) {
            if (json.length() > 1) {
                json.append(',');
            }
            json.append('"');
            encoder.quoteAsString(name.toLowerCase(Locale.ROOT), json);
            json.append("\":\"");
            encoder.quoteAsString(String.join(", ", head.getAll(name)), json);
            json.append('"');
        }
        return json.append('}').toString();
    }
}

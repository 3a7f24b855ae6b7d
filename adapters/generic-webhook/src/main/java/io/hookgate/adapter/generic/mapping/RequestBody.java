package io.hookgate.adapter.generic.mapping;

import io.hookgate.adapter.InboundRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a request in the forms that cost something, each made at most once. Not thread-safe. */
final class RequestBody {
    private final InboundRequest request;
    private @Nullable String text;
    private @Nullable String fingerprint;

    RequestBody(InboundRequest request) {
        this.request = request;
    }

    String text() {
        if (text == null) {
            text = new String(request.body(), StandardCharsets.UTF_8);
        }
        return text;
    }

    /** The hash of the body, or of the query of a request that has no body. */
    String fingerprint() {
        if (fingerprint == null) {
            Fingerprint hash = new Fingerprint();
            String query = Objects.requireNonNullElse(request.url().getRawQuery(), "");
            hash.add(request.body().length > 0 ? request.body() : query.getBytes(StandardCharsets.UTF_8));
            fingerprint = hash.hex();
        }
        return fingerprint;
    }
}

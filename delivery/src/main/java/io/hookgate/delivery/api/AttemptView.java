package io.hookgate.delivery.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.hookgate.delivery.ledger.Attempt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One attempt in the API. */
@Schema(name = "Attempt")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttemptView(
        int number,
        Instant startedAt,
        long durationMs,

        @Schema(enumeration = {"delivered", "failed"}) String outcome,

        @Nullable Integer statusCode,

        @Schema(
                description =
                        "What went wrong: http-status, invalid-url, dns, address-not-allowed, connect, tls, timeout,"
                                + " connection-closed, protocol, transformation, event-expired")
        @Nullable
        String error,

        @Schema(description = "What exactly, for people; as of a transformation that does not work on the event")
        @Nullable
        String detail,

        @Schema(type = SchemaType.OBJECT, description = "Names in lower case, each with its values")
        @JsonRawValue
        @Nullable
        String responseHeaders,

        @Schema(description = "The first 16 KiB of the body, read as UTF-8") @Nullable
        String responseBody) {

    static AttemptView of(Attempt attempt) {
        byte[] body = attempt.responseBody();
        return new AttemptView(
                attempt.number(),
                attempt.startedAt(),
                attempt.duration().toMillis(),
                attempt.error() == null ? "delivered" : "failed",
                attempt.statusCode(),
                attempt.error(),
                attempt.detail(),
                attempt.responseHeaders(),
                body == null ? null : new String(body, StandardCharsets.UTF_8));
    }
}

package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a dry run over stored events gave. */
@Schema(name = "PastDryRunResult")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PastDryRunView(
        @Schema(description = "Events that were looked at, the newest first")
        int scanned,

        @Schema(description = "How many of them match") int matched,

        @Schema(description = "How many of those that match cannot be transformed")
        int failed,

        @Schema(
                description =
                        "Whether all events of these hours were looked at; if not, the limit of events or time was"
                                + " reached")
        boolean complete,

        @Schema(description = "When the oldest event that was looked at was received") @Nullable
        Instant oldest,

        @Schema(description = "The newest events that match")
        List<Sample> samples,

        @Schema(description = "The conditions that failed first, the most frequent one first")
        List<Mismatched> mismatches)
        implements DryRunAnswer {

    /** An event that matches. */
    @Schema(name = "DryRunSample")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sample(
            UUID eventId,
            @Nullable String type,
            @Nullable String source,
            Instant receivedAt,

            @Schema(description = "Why it cannot be transformed") @Nullable
            String reason,

            @Schema(description = "The body that would be delivered, unless it has more than 16 KiB") @Nullable
            JsonNode output,

            @Schema(description = "Bytes of the body") @Nullable
            Integer outputBytes,

            @Nullable String contentType) {}

    /** A condition that failed. */
    @Schema(name = "DryRunMismatch")
    record Mismatched(
            @Schema(description = "Where it stands in the pattern, a JSON pointer")
            String pointer,

            int count,

            @Schema(description = "What it expects, and what the newest of these events has")
            String reason,

            @Schema(description = "The newest of these events")
            UUID eventId) {}
}

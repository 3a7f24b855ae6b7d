package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookgate.routing.DryRun;
import io.hookgate.routing.TransformationResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a dry run gave. */
@Schema(name = "DryRunResult")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DryRunView(
        boolean matched,

        @Schema(description = "Why the event does not match, or why it cannot be transformed") @Nullable
        String reason,

        @Schema(description = "The body that would be delivered: a JSON value if contentType is JSON, otherwise text")
        @Nullable
        JsonNode output,

        @Nullable String contentType)
        implements DryRunAnswer {

    static DryRunView of(DryRun.Outcome outcome, ObjectMapper json) {
        if (outcome instanceof DryRun.Unmatched unmatched) {
            return new DryRunView(false, unmatched.reason().describe(), null, null);
        }
        TransformationResult result = ((DryRun.Matched) outcome).result();
        if (result instanceof TransformationResult.Failed failed) {
            return new DryRunView(true, failed.reason(), null, null);
        }
        TransformationResult.Output output = (TransformationResult.Output) result;
        return new DryRunView(true, null, output(output, json), output.contentType());
    }

    /** A body as a JSON value, or as text. */
    static JsonNode output(TransformationResult.Output output, ObjectMapper json) {
        if (output.contentType().contains("json")) {
            try {
                return json.readTree(output.body());
            } catch (IOException e) {
                // A template may give what is no JSON; it is shown as it would be sent.
                return text(output);
            }
        }
        return text(output);
    }

    private static JsonNode text(TransformationResult.Output output) {
        return TextNode.valueOf(new String(output.body(), StandardCharsets.UTF_8));
    }
}

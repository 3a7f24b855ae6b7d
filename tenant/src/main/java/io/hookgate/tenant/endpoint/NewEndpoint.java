package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.tenant.http.DisplayName;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint as it is posted. */
@Schema(name = "NewEndpoint")
record NewEndpoint(
        @DisplayName @Schema(required = true, minLength = 1, maxLength = 100, examples = "Billing")
        String name,

        @NotNull
        @Schema(
                maxLength = TargetUrl.MAX_LENGTH,
                format = "uri",
                description = "An absolute http or https URL without user name, password and fragment",
                examples = "https://billing.example.com/webhooks")
        String url,

        @Schema(
                description = "Headers added to every delivery. Those that Hookgate or the connection need are refused."
                        + " Values that may be credentials are shown masked; a masked value that is sent back stays as"
                        + " it was. At most 20.")
        @Nullable
        Map<String, String> headers,

        @Schema(minimum = "1", maximum = "100000", description = "The most deliveries per second; none by default")
        @Nullable
        Integer rateLimit,

        @Schema(
                minimum = "0.1",
                maximum = "120",
                defaultValue = "30",
                description = "The longest that one attempt may take, in seconds")
        @Nullable
        BigDecimal timeout,

        @Schema(
                type = SchemaType.OBJECT,
                description =
                        "When a failed delivery is tried again: {\"schedule\": [5, 300, …]} with the seconds to wait"
                            + " after the first, second, … failed attempt; {\"strategy\": \"exponential\","
                            + " \"initialSeconds\", \"factor\", \"maxSeconds\", \"maxAttempts\"}; {\"strategy\":"
                            + " \"BACKOFF_RETRY\"} (3 retries, each after 10 to 20 seconds); or {\"strategy\":"
                            + " \"EXPONENTIAL_DECAY_RETRY\"} (176 retries after 1, 2, 4 … 512 seconds). The default is"
                            + " the schedule of Standard Webhooks, 10 attempts over 75 hours.",
                examples = "{\"schedule\": [5, 300, 1800]}")
        @Nullable
        JsonNode retryPolicy,

        @Schema(
                enumeration = {"cloudevents-structured", "cloudevents-binary", "data"},
                defaultValue = "cloudevents-structured",
                description = "The form in which events are sent")
        @Nullable
        String payload,

        @Schema(
                description =
                        "The application that the endpoint belongs to; none by default. For a subscriber always its"
                                + " own")
        @Nullable
        String applicationId) {

    @Override
    public String toString() {
        return "NewEndpoint[" + name + "]";
    }
}

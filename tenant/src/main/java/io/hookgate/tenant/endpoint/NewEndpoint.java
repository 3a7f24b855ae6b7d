package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.tenant.http.DisplayName;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint as it is posted. */
@Schema(name = "NewEndpoint")
public record NewEndpoint(
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

        @Schema(
                description = "How deliveries are signed (Standard Webhooks): \"v1\" with a shared secret, \"v1a\" with"
                        + " an ed25519 key whose public part is published. Default: [\"v1\"].",
                examples = "[\"v1\", \"v1a\"]")
        @Nullable
        List<String> signatures,

        @Schema(
                type = SchemaType.OBJECT,
                description = "How Hookgate authenticates to the receiver: {\"type\": \"basic\", \"username\","
                        + " \"password\"}; {\"type\": \"bearer\", \"token\"}; {\"type\": \"api-key\", \"in\":"
                        + " \"header\" or \"query\", \"name\", \"value\"}; or {\"type\": \"oauth2\", \"tokenUrl\","
                        + " \"clientId\", \"clientSecret\", \"scope\"?, \"audience\"?, \"clientAuthentication\":"
                        + " \"basic\" or \"body\"} for the client credentials grant. {\"type\": \"none\"} is the"
                        + " default. Secrets are shown masked; a masked value that is sent back stays as it was.",
                examples = "{\"type\": \"bearer\", \"token\": \"…\"}")
        @Nullable
        JsonNode authentication,

        @Schema(
                type = SchemaType.OBJECT,
                description =
                        "TLS beyond the usual: \"clientCertificate\" (PEM chain) and \"clientKey\" (PEM, PKCS #8) for"
                                + " mutual TLS, \"trustedCertificates\" (PEM) to trust instead of the public authorities."
                                + " The key is shown masked.")
        @Nullable
        JsonNode tls,

        @Schema(
                minimum = "1",
                maximum = "100000",
                description = "The most deliveries per second, all nodes together; none by default")
        @Nullable
        Integer rateLimit,

        @Schema(
                minimum = "1",
                maximum = "1000",
                description = "The most deliveries at the same time, on each node; by default that of the node, 64")
        @Nullable
        Integer concurrency,

        @Schema(
                minimum = "0.1",
                maximum = "120",
                defaultValue = "5",
                description = "The longest that connecting may take, TLS included, in seconds")
        @Nullable
        BigDecimal connectTimeout,

        @Schema(
                minimum = "0.1",
                maximum = "120",
                defaultValue = "15",
                description = "The longest that one attempt may take, in seconds")
        @Nullable
        BigDecimal timeout,

        @Schema(
                type = SchemaType.OBJECT,
                description = "When sending pauses because attempts fail: {\"enabled\", \"failureRate\" (percent),"
                        + " \"minimumAttempts\", \"windowSeconds\", \"openSeconds\", \"probes\"}. By default a node pauses"
                        + " for 30 seconds when 80 % of at least 20 attempts within 60 seconds have failed, and goes on"
                        + " when most of 3 probes succeed. Waiting uses up no attempt.",
                examples = "{\"failureRate\": 50, \"minimumAttempts\": 10, \"openSeconds\": 60}")
        @Nullable
        JsonNode circuitBreaker,

        @Schema(
                type = SchemaType.OBJECT,
                description =
                        "When a failed delivery is tried again: {\"schedule\": [5, 300, …]} with the seconds to wait"
                                + " after the first, second, … failed attempt; {\"strategy\": \"exponential\","
                                + " \"initialSeconds\", \"factor\", \"maxSeconds\", \"maxAttempts\"}; {\"strategy\":"
                                + " \"BACKOFF_RETRY\"} (3 retries, each after 10 to 20 seconds); or {\"strategy\":"
                                + " \"EXPONENTIAL_DECAY_RETRY\"} (176 retries after 1, 2, 4 … 512 seconds). The default is"
                                + " the schedule of Standard Webhooks, 10 attempts over 75 hours. Every kind also takes"
                                + " \"jitter\" (the share of a delay that is added at most, at random; 0.1 where it is not"
                                + " EventBridge's), \"maxAgeSeconds\" (an older delivery is not tried again) and"
                                + " \"statusRules\": [{\"status\": \"400-499\", \"action\": \"retry\", \"fail\" or"
                                + " \"disable\"}, …], of which the first that fits decides; by default 410 disables the"
                                + " endpoint and everything else but 2xx is retried.",
                examples = "{\"schedule\": [5, 300, 1800]}")
        @Nullable
        JsonNode retryPolicy,

        @Schema(
                minimum = "0",
                defaultValue = "432000",
                description = "The endpoint is disabled after nothing but failures for so many seconds; 0 for never")
        @Nullable
        BigDecimal disableAfter,

        @Schema(
                enumeration = {"cloudevents-structured", "cloudevents-binary", "data"},
                defaultValue = "cloudevents-structured",
                description = "The form in which events are sent")
        @Nullable
        String payload,

        @Schema(
                description = "The application that the endpoint belongs to; none by default. For a subscriber always"
                        + " its own")
        @Nullable
        String applicationId) {

    /** Puts secrets back that a client has read masked and sent again. */
    NewEndpoint unmasked(EndpointSettings stored) {
        return new NewEndpoint(
                name,
                url,
                headers == null ? null : StaticHeaders.unmasked(headers, stored.headers()),
                signatures,
                authentication == null ? null : AuthenticationJson.unmasked(authentication, stored.authentication()),
                tls == null ? null : ClientTlsJson.unmasked(tls, stored.tls()),
                rateLimit,
                concurrency,
                connectTimeout,
                timeout,
                circuitBreaker,
                retryPolicy,
                disableAfter,
                payload,
                applicationId);
    }

    @Override
    public String toString() {
        return "NewEndpoint[" + name + "]";
    }
}

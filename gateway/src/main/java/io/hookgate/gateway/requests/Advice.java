package io.hookgate.gateway.requests;

import java.util.Map;
import java.util.Optional;

/** What the owner of a source can do about a request that was not taken. */
final class Advice {
    private static final Map<String, String> BY_CAUSE = Map.ofEntries(
            Map.entry(
                    "signature-mismatch",
                    "Compare the source's secret with the one in the provider's console. If they are the same, see that"
                            + " nothing between the provider and Hookgate changes the body or the URL, and that the public URL of"
                            + " Hookgate is the one that the provider calls."),
            Map.entry(
                    "credentials-missing",
                    "Enter the secret in the provider's console too, so that it signs its requests; or choose the"
                            + " verification that the provider really uses."),
            Map.entry(
                    "timestamp-out-of-tolerance",
                    "See that the clocks of this machine and of the sender are right. A replayed request is refused on"
                            + " purpose; raise toleranceSeconds only if the provider sends late."),
            Map.entry(
                    "decryption-failed",
                    "Copy the AES key again, and see that the receive ids of the source hold the app key, corp id or"
                            + " suite key that the provider sends to."),
            Map.entry(
                    "address-not-allowed",
                    "Add the sender's network to cidrs if it is the provider's. Behind a proxy, Hookgate must be told to"
                            + " trust its X-Forwarded-For."),
            Map.entry(
                    "unparsable-body",
                    "See what the provider sends as its content type; where it is wrong, set body to the format that it"
                            + " really sends."),
            Map.entry(
                    "unsupported-content-type",
                    "Have the provider send JSON, a form, XML or text in a charset that Java knows; a source for"
                            + " CloudEvents alone takes nothing else."),
            Map.entry("method-not-allowed", "Add the method to methods if the provider really sends events with it."),
            Map.entry(
                    "unmappable",
                    "The detail says what is wrong: the mapping of the source gives something that CloudEvents does not"
                            + " allow, such as an empty id, or the body holds more events than one request may."),
            Map.entry(
                    "payload-too-large",
                    "Have the provider send less, or raise hookgate.ingress.max-body-size and the tenant's quota."),
            Map.entry("body-timeout", "The sender or the network was too slow; the provider should try again."),
            Map.entry("body-incomplete", "The sender broke off; the provider should try again."),
            Map.entry("bad-request-target", "Enter the webhook URL in the provider's console exactly as it is shown."),
            Map.entry("target-too-long", "Have the provider send its data in the body instead of the URL."),
            Map.entry("too-many-headers", "Something between the provider and Hookgate adds headers without end."),
            Map.entry("bad-transfer-encoding", "Have the provider send its body with Content-Length or chunked."),
            Map.entry("compressed-body", "Switch compression off in the provider's console or in the proxy."),
            Map.entry("source-disabled", "Enable the source to take its requests again."),
            Map.entry(
                    "source-rate-limit",
                    "Raise the rateLimit of the source if so many requests are right; providers that honour Retry-After"
                            + " send them again."),
            Map.entry(
                    "tenant-rate-limit",
                    "Ask whoever runs the platform to raise the tenant's rateLimit, or give the busiest source one of its"
                            + " own."),
            Map.entry(
                    "daily-event-quota",
                    "Ask whoever runs the platform to raise the tenant's quota of events per day; it begins anew at"
                            + " midnight UTC, and providers that honour Retry-After send again then."),
            Map.entry(
                    "documents-unavailable",
                    "The provider's key set or certificate could not be fetched. See that Hookgate can reach its host by"
                            + " HTTPS; the log of the gateway says why it failed."),
            Map.entry(
                    "confirmation-failed",
                    "The address that confirms the subscription could not be fetched; ask the provider to send the"
                            + " confirmation again."),
            Map.entry(
                    "bus-unavailable",
                    "RocketMQ did not confirm the events; nothing was stored, and the provider should try again. See the"
                            + " health page of the gateway."),
            Map.entry("overloaded", "More events are waiting for RocketMQ than may; the provider should try again."));

    private Advice() {}

    /** What to do about a cause; nothing where there is nothing to do, or the cause says it all. */
    static Optional<String> about(String cause) {
        return Optional.ofNullable(BY_CAUSE.get(cause));
    }
}

package io.hookgate.adapter.generic.reply;

import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.Reply;
import io.hookgate.adapter.generic.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a sender leave to deliver (CloudEvents HTTP 1.1 Web Hooks section 4). The answer is always immediate; the callback
 * that a sender may offer is not used, because its address comes from nobody we know.
 */
public final class CloudEventsHandshake {
    private static final String ANY = "*";
    private static final int MAX_ORIGIN_LENGTH = 253;

    private final List<String> allowedOrigins;
    private final Optional<Integer> allowedRate;

    private CloudEventsHandshake(List<String> allowedOrigins, Optional<Integer> allowedRate) {
        this.allowedOrigins = List.copyOf(allowedOrigins);
        this.allowedRate = allowedRate;
    }

    /** Every origin may deliver at any rate. */
    public static CloudEventsHandshake open() {
        return new CloudEventsHandshake(List.of(ANY), Optional.empty());
    }

    /** Reads the settings {@code cloudEventsHandshake}. */
    public static CloudEventsHandshake read(Settings settings) throws InvalidConfigurationException {
        List<String> origins = settings.texts("allowedOrigins");
        Optional<Integer> rate = settings.has("allowedRate")
                ? Optional.of(settings.integer("allowedRate", 1, 1, Integer.MAX_VALUE))
                : Optional.empty();
        settings.refuseUnknown();
        return new CloudEventsHandshake(origins.isEmpty() ? List.of(ANY) : origins, rate);
    }

    /** The answer to an {@code OPTIONS} request that asks for leave; empty if it does not ask, or must not have it. */
    public Optional<Reply> answer(InboundRequest request, String methods) {
        Optional<String> origin = request.header("webhook-request-origin").filter(this::isAllowed);
        if (origin.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("allow", methods);
        headers.put("webhook-allowed-origin", origin.get());
        headers.put("webhook-allowed-rate", rate(request.header("webhook-request-rate")));
        return Optional.of(new Reply(200, headers, new byte[0]));
    }

    private boolean isAllowed(String origin) {
        boolean isName = !origin.isEmpty()
                && origin.length() <= MAX_ORIGIN_LENGTH
                && origin.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return isName
                && allowedOrigins.stream()
                        .anyMatch(allowed -> allowed.equals(ANY)
                                || allowed.toLowerCase(Locale.ROOT).equals(origin.toLowerCase(Locale.ROOT)));
    }

    private String rate(Optional<String> requested) {
        if (allowedRate.isEmpty()) {
            return ANY;
        }
        int asked = requested.map(CloudEventsHandshake::positive).orElse(Integer.MAX_VALUE);
        return Integer.toString(Math.min(asked, allowedRate.get()));
    }

    private static int positive(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            return number > 0 ? number : Integer.MAX_VALUE;
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }
}

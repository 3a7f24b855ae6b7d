package io.hookgate.adapter.generic.signature;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Standard Webhooks 1.0.0: {@code v1} (HMAC-SHA256) with a secret {@code whsec_…}, {@code v1a} (Ed25519) with a public
 * key {@code whpk_…}. Svix's older header names {@code svix-…} mean the same.
 */
public final class StandardWebhooksVerification implements Verification {
    private static final int MOST_SIGNATURES = 32;

    private final List<StandardWebhooksKey> keys;
    private final Duration tolerance;

    private StandardWebhooksVerification(List<StandardWebhooksKey> keys, Duration tolerance) {
        this.keys = List.copyOf(keys);
        this.tolerance = tolerance;
    }

    /**
     * Reads the verification type {@code standard-webhooks}. Where the secret is optional and absent, every signature is
     * wrong, which is what {@code first-present} wants of a signature that nobody can check.
     */
    public static StandardWebhooksVerification read(Settings settings, Secrets secrets)
            throws InvalidConfigurationException {
        String name = settings.text("secret").orElse("secret");
        int tolerance = settings.integer("toleranceSeconds", 300, 1, 86_400);
        List<StandardWebhooksKey> keys = new ArrayList<>();
        boolean mayLack =
                settings.flag("secretOptional", false) && secrets.optional(name).isEmpty();
        for (String secret : mayLack ? List.<String>of() : secrets.versions(name)) {
            keys.add(StandardWebhooksKey.parse(secret, Secrets.pointerTo(name)));
        }
        return new StandardWebhooksVerification(keys, Duration.ofSeconds(tolerance));
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return request.header("webhook-signature").isPresent()
                || request.header("svix-signature").isPresent();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        String prefix = request.header("webhook-signature").isPresent() ? "webhook-" : "svix-";
        Optional<String> id = request.header(prefix + "id");
        Optional<String> timestamp = request.header(prefix + "timestamp");
        List<String> signatures = signatures(request.headerValues(prefix + "signature"));
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return Verdict.credentialsMissing(
                    "The headers webhook-id, webhook-timestamp and webhook-signature must all be there");
        }
        if (id.get().indexOf('.') >= 0) {
            return Verdict.mismatch("The header webhook-id must not contain a full stop");
        }
        Optional<Instant> time = parseSeconds(timestamp.get());
        if (time.isEmpty()) {
            return new Verdict.Refused(
                    RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE,
                    "The header webhook-timestamp is not a number of seconds");
        }
        Consumer<Consumer<byte[]>> content = sink -> {
            sink.accept((id.get() + '.' + timestamp.get() + '.').getBytes(StandardCharsets.UTF_8));
            sink.accept(request.body());
        };
        if (!anyMatches(content, signatures)) {
            return Verdict.mismatch("The header webhook-signature has no signature that matches");
        }
        return SignedTimestamp.isNear(time.get(), now, tolerance)
                ? Verdict.AUTHENTIC
                : new Verdict.Refused(
                        RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE,
                        "The header webhook-timestamp is more than " + tolerance.toSeconds() + " s away from " + now);
    }

    private boolean anyMatches(Consumer<Consumer<byte[]>> content, List<String> signatures) {
        boolean matches = false;
        for (StandardWebhooksKey key : keys) {
            matches |= key.matchesAny(content, signatures);
        }
        return matches;
    }

    private static List<String> signatures(List<String> values) {
        List<String> signatures = new ArrayList<>();
        for (String value : values) {
            for (String item : value.split(" ", MOST_SIGNATURES + 1)) {
                if (!item.isEmpty() && signatures.size() < MOST_SIGNATURES) {
                    signatures.add(item);
                }
            }
        }
        return signatures;
    }

    private static Optional<Instant> parseSeconds(String timestamp) {
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(timestamp)));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }
}
